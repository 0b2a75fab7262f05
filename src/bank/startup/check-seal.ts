import { equalBytes } from '#shared/bytes.ts';
import { openCheckpoint } from '#shared/ledger/checkpoint.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { type BankSecrets, metaText } from '../identity/bank-secrets.ts';
import { createCheckpointSigner } from '../ledger/checkpoint-signer.ts';
import { treeFromHead } from '../ledger/ledger-book.ts';
import { LEDGER_META } from '../ledger/ledger-meta.ts';
import { StartupFailure } from '../startup-failure.ts';
import type { StoredState } from '../store/bank-store.ts';

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Databases of before there were seals: all leaves are under their own signed checkpoint. */
async function isAllSigned(head: Head, { meta }: StoredState, secrets: BankSecrets) {
  const text = metaText(meta, LEDGER_META.checkpoint) ?? '';
  const origin = metaText(meta, LEDGER_META.origin) ?? '';
  try {
    const { verifierKey } = createCheckpointSigner(origin, secrets.ledgerSigner);
    const { size, root } = await openCheckpoint(nodeCrypto, text, verifierKey);
    return size === head.size && equalBytes(root, head.root);
  } catch {
    return false;
  }
}

/**
 * The newest commit was this bank's own, also the leaves that no checkpoint covers yet.
 * @throws StartupFailure when somebody else wrote to the ledger
 */
export async function checkHeadSeal(stored: StoredState, secrets: BankSecrets): Promise<void> {
  const tree = treeFromHead(stored.head);
  const head = { size: tree.size, root: tree.root() };
  const seal = stored.meta.get(LEDGER_META.headSeal);
  const isOurs = seal
    ? equalBytes(seal, secrets.sealHead(head))
    : await isAllSigned(head, stored, secrets);
  if (isOurs) return;
  throw new StartupFailure(
    'damaged',
    'The newest part of the ledger does not carry this bank’s seal: somebody else wrote to the database, or took something out of it. Nothing was changed. Run "npm run verify" to see what is there, and restore a backup.',
  );
}
