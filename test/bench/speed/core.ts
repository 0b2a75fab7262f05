import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankCore, VerifySignature } from '#bank/core.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { verifyStore } from '#bank/ledger/verify-store.ts';
import { openBank } from '#bank/open-bank.ts';
import { openStore, openStoreAudit, type StorePlace } from '#bank/store/open-store.ts';
import { checkOnThisThread, testRandom, WRAP_KEY } from '../../support/bank/test-bank.ts';
import { registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  registerPhone,
  submissionFor,
} from '../../support/bank/test-phone.ts';

/**
 * The bank's core alone, no sockets: every user has one payment in flight, rounds of all of them.
 * Orders are signed and PINs proved outside the measured time.
 */
export interface CoreCase {
  readonly users: number;
  readonly rounds: number;
  readonly areSignaturesChecked: boolean;
  /** A PostgreSQL database of its own; SQLite when there is none. */
  readonly storeUrl?: string;
}

export interface CoreFigures {
  readonly paymentsPerSecond: number;
  readonly microsecondsPerPayment: number;
  readonly commitEntries: number;
  /** Full audits of the ledger that was made; the first is cold. */
  readonly verifyPerSecond: readonly number[];
}

const MERCHANTS = 10;
const VERIFY_RUNS = 3;
const notChecked: VerifySignature = async () => true;

async function payRounds(core: BankCore, sessions: readonly PhoneSession[], rounds: number) {
  const merchants = await Promise.all(
    Array.from({ length: MERCHANTS }, () => registerTestMerchant(core)),
  );
  let paidMs = 0;
  let paid = 0;
  for (let round = 0; round < rounds; round++) {
    const submissions = await Promise.all(
      sessions.map((session, index) => {
        const payee = merchants[index % MERCHANTS]?.vpa ?? '';
        return submissionFor(session.phone, orderFor(core, session, { payee, amountPaise: '100' }));
      }),
    );
    const startMs = performance.now();
    const results = await Promise.all(submissions.map((params) => core.submitPayment(params, '')));
    paidMs += performance.now() - startMs;
    paid += results.filter(({ code }) => code === '00').length;
  }
  if (paid !== sessions.length * rounds) throw new Error('not every payment of the bench was paid');
  return { paid, paidMs };
}

async function verifyRuns(place: StorePlace, keptCheckpoint: string | undefined) {
  const rates: number[] = [];
  for (let run = 0; run < VERIFY_RUNS; run++) {
    const source = await openStoreAudit(place);
    const report = await verifyStore(source, {
      keptCheckpoint,
      monotonicMs: () => performance.now(),
    });
    await source.close();
    if (!report.isSound) throw new Error(`the bench's ledger is not sound: ${report.problem}`);
    rates.push((report.entries / report.durationMs) * 1_000);
  }
  return rates;
}

export async function measureCore(options: CoreCase): Promise<CoreFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-core-bench-'));
  const place = { database: join(folder, 'bank.sqlite'), storeUrl: options.storeUrl };
  const keeper = fileCheckpointKeeper(join(folder, 'checkpoint.txt'));
  const core = await openBank({
    store: await openStore(place),
    clock: { nowMs: Date.now },
    randomBytes: testRandom,
    verifySignature: options.areSignaturesChecked ? checkOnThisThread : notChecked,
    keyWrap: aesKeyWrap(WRAP_KEY, testRandom),
    checkpointKeeper: keeper,
    passwordCost: { N: 1_024, r: 8, p: 1 },
  });
  try {
    const phones = await Promise.all(
      Array.from({ length: options.users }, () =>
        registerPhone(core, { balancePaise: 10_000_000 }),
      ),
    );
    const sessions = phones.map((phone) => openPhoneSession(core, phone));
    const { paid, paidMs } = await payRounds(core, sessions, options.rounds);
    const { lastCommitEntries } = core.health();
    await core.close();
    return {
      paymentsPerSecond: (paid / paidMs) * 1_000,
      microsecondsPerPayment: (paidMs * 1_000) / paid,
      commitEntries: lastCommitEntries,
      verifyPerSecond: await verifyRuns(place, await keeper.read()),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
