import { useEffect } from 'react';
import { webCrypto } from '#shared/web-crypto.ts';
import { useApi, useRoom, useStore } from '../app/room-context.tsx';
import { canRead } from '../state/bank-status.ts';
import { checkConsistency } from '../state/check-consistency.ts';
import { problemOf } from '../state/problem-of.ts';
import { keepCheckpoint, rememberedCheckpoints } from './checkpoint-storage.ts';

/**
 * Each time the window meets the bank it holds the ledger to the oldest and the newest checkpoint
 * it remembers: a bank that rewrote history while nobody looked is found out without a click.
 */
export function LedgerWatch() {
  const api = useApi();
  const store = useStore();
  const isReadable = canRead(useRoom());
  useEffect(() => {
    if (!isReadable) return;
    const watch = async () => {
      const { checkpoint, verifierKey } = await api.call('ledger.checkpoint', {});
      const memory = rememberedCheckpoints(verifierKey);
      const ask = async (olderSize: number, newerSize: number) =>
        (await api.call('ledger.consistency', { olderSize, newerSize })).proof;
      for (const older of new Set([memory[0], memory.at(-1)])) {
        if (!older) continue;
        const texts = { one: older.text, other: checkpoint };
        const verdict = await checkConsistency(webCrypto, texts, verifierKey, ask);
        store.dispatch({ kind: 'watched', watch: { verdict, sinceMs: older.seenMs } });
        if (verdict.kind !== 'consistent') return;
      }
      keepCheckpoint(verifierKey, checkpoint, store.now());
    };
    watch().catch((error: unknown) => {
      // Without the bank there is nothing to watch; the next meeting tries again.
      if (problemOf(error).code === 'internal') reportError(error);
    });
  }, [api, store, isReadable]);
  return null;
}
