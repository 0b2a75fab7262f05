import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VerifyReport } from '#shared/protocol/admin-methods.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { BankServices } from '../services.ts';
import { verifyStore } from './verify-store.ts';

const running = new WeakSet<BankServices>();

/**
 * The bank checks itself while it goes on working: a snapshot of the store, in slices.
 * @throws RpcError U80 while another check of the same bank runs
 */
export async function verifyLive(
  services: BankServices,
  onProgress?: (checkedLeaves: number) => void,
): Promise<VerifyReport> {
  if (running.has(services)) {
    throw refusal('U80', 'A verification is running already. Wait for it.');
  }
  running.add(services);
  const { store, events, ledger, monotonicMs } = services;
  try {
    const keptCheckpoint = ledger.checkpoint;
    const source = await store.audit();
    try {
      return await verifyStore(source, {
        keptCheckpoint,
        verifierKey: ledger.verifierKey,
        monotonicMs,
        pause: () => nextTurn(),
        onProgress: (checkedLeaves) => {
          onProgress?.(checkedLeaves);
          events.toAdmin('verify', () => ({
            kind: 'verify',
            checkedLeaves,
            leaves: source.leafCount,
          }));
        },
      });
    } finally {
      await source.close();
    }
  } finally {
    running.delete(services);
  }
}
