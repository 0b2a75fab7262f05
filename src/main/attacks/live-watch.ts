import { fromHex, toHex } from '#shared/bytes.ts';
import { parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import { verifyConsistency } from '#shared/ledger/merkle.ts';
import { ledgerMethods } from '#shared/protocol/admin-methods.ts';
import type { LiveHead, LiveProof } from '#shared/simulator/attack-records.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { BankLink } from '../simulator/bank-link.ts';

/** Looks at the running bank's signed head before and after an attack. Never throws. */
export interface LiveWatch {
  head(): Promise<LiveHead | undefined>;
  compare(before: LiveHead | undefined): Promise<LiveProof>;
}

/** @param link the link of now: a reset or restore makes another */
export function createLiveWatch(link: () => Pick<BankLink, 'call'>): LiveWatch {
  const readHead = async (): Promise<LiveHead> => {
    const { checkpoint } = await link().call(ledgerMethods, 'ledger.checkpoint', {});
    const { size, root } = parseCheckpoint(checkpoint);
    return { leaves: size, root: toHex(root) };
  };
  /** Somebody paid meanwhile: the old head must still be a beginning of the new one (RFC 6962). */
  const isContinued = async (before: LiveHead, after: LiveHead): Promise<boolean> => {
    if (after.leaves < before.leaves) return false;
    const { proof } = await link().call(ledgerMethods, 'ledger.consistency', {
      olderSize: before.leaves,
      newerSize: after.leaves,
    });
    return verifyConsistency(
      (data) => nodeCrypto.sha256(data),
      proof.map(fromHex),
      { size: before.leaves, root: fromHex(before.root) },
      { size: after.leaves, root: fromHex(after.root) },
    );
  };
  const head = async () => readHead().catch(() => undefined);
  return {
    head,
    async compare(before) {
      const after = await head();
      if (!before || !after) {
        return { verdict: 'unknown', ...(before ? { before } : {}), ...(after ? { after } : {}) };
      }
      if (before.leaves === after.leaves && before.root === after.root) {
        return { verdict: 'same', before, after };
      }
      const isGrown = await isContinued(before, after).catch(() => false);
      return { verdict: isGrown ? 'grown' : 'changed', before, after };
    },
  };
}
