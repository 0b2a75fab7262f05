import type { BankState } from '../state/bank-state.ts';
import type { CheckpointKeeper } from './checkpoint-keeper.ts';
import type { CheckpointSigner } from './checkpoint-signer.ts';

/** The newest signed head of the log: everything outside the bank is shown against this one. */
export interface SignedLedger {
  readonly verifierKey: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Signed checkpoint text. */
  readonly checkpoint: string;
  /** Signs the head as it is now. Only after it is durable. */
  advance(): void;
}

export function createSignedLedger(
  state: BankState,
  signer: CheckpointSigner,
  keeper: CheckpointKeeper,
): SignedLedger {
  let size = -1;
  let root: Uint8Array = new Uint8Array();
  let checkpoint = '';
  return {
    verifierKey: signer.verifierKey,
    get size() {
      return size;
    },
    get root() {
      return root;
    },
    get checkpoint() {
      return checkpoint;
    },
    advance() {
      const { tree } = state.book;
      if (tree.size === size) return;
      size = tree.size;
      root = tree.root();
      checkpoint = signer.sign({ size, root });
      keeper.write(checkpoint);
    },
  };
}
