import type { BankCore } from '#bank/core.ts';
import { parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import { openTestBank } from '../bank/test-bank.ts';
import { openPhoneSession, pay, registerPhone } from '../bank/test-phone.ts';

/** A whole small ledger with all its proofs, as test/go reads it; bytes and hashes are hex. */
export interface TlogExport {
  readonly verifierKey: string;
  readonly leaves: readonly string[];
  /** Signed texts, oldest first; the last one covers all leaves. */
  readonly checkpoints: readonly string[];
  readonly inclusion: readonly { readonly leaf: number; readonly proof: readonly string[] }[];
  readonly consistency: readonly {
    readonly older: number;
    readonly newer: number;
    readonly proof: readonly string[];
  }[];
}

async function exportLedger(core: BankCore, checkpoints: readonly string[]): Promise<TlogExport> {
  const { verifierKey } = await core.ledgerCall('ledger.checkpoint', {});
  const sizes = checkpoints.map((text) => parseCheckpoint(text).size);
  const rows = await Promise.all(
    Array.from({ length: sizes.at(-1) ?? 0 }, (_, leaf) =>
      core.ledgerCall('ledger.leaf', { leaf }),
    ),
  );
  const pairs = sizes.flatMap((older, at) =>
    sizes.slice(at + 1).map((newer) => ({ older, newer })),
  );
  return {
    verifierKey,
    checkpoints,
    leaves: rows.map(({ bytes }) => bytes),
    inclusion: rows.map(({ leaf, proof }) => ({ leaf, proof })),
    consistency: await Promise.all(
      pairs.map(async ({ older, newer }) => {
        const asked = { olderSize: older, newerSize: newer };
        const { proof } = await core.ledgerCall('ledger.consistency', asked);
        return { older, newer, proof };
      }),
    ),
  };
}

/** A real bank that is paid through, with the checkpoint after each commit. */
export async function makeTlogExport(payments: number): Promise<TlogExport> {
  const bank = await openTestBank();
  try {
    const { core } = bank;
    const checkpoints: string[] = [];
    const keep = async (): Promise<void> => {
      checkpoints.push((await core.ledgerCall('ledger.checkpoint', {})).checkpoint);
    };
    await keep();
    const payer = await registerPhone(core);
    await keep();
    const payee = await registerPhone(core, { name: 'Ravi' });
    await keep();
    const session = openPhoneSession(core, payer);
    for (let count = 0; count < payments; count++) {
      await pay(core, session, { payee: payee.vpa });
      await keep();
    }
    return await exportLedger(core, checkpoints);
  } finally {
    await bank.remove();
  }
}
