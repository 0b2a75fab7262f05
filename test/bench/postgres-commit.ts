import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankCore } from '#bank/core.ts';
import { startSignatureThread } from '#bank/server/verify-thread.ts';
import { openPostgresStore } from '#bank/store/postgres/open-postgres-store.ts';
import { createLogger } from '#wire/logger.ts';
import { openTestBank, type TestBank } from '../support/bank/test-bank.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  registerPhone,
  submissionFor,
} from '../support/bank/test-phone.ts';
import { makeDatabaseOn } from '../support/postgres/database.ts';
import { createServerIn, removeServer } from '../support/postgres/server.ts';

/** Payments a second through the bank's core onto a real PostgreSQL server, durable before answered. */
export interface CommitFigures {
  /** All that arrive while a commit runs go into the next one. */
  readonly groupPerSecond: number;
  /** One payment in each transaction. */
  readonly singlePerSecond: number;
  /** Median of the rounds' own ratios. */
  readonly ratio: number;
  readonly rounds: readonly { readonly group: number; readonly single: number }[];
}

export interface CommitBenchOptions {
  /** Folder of the server's programs. */
  readonly bin: string;
  readonly rounds: number;
  readonly groupPayments: number;
  readonly singlePayments: number;
}

export const COMMIT_BENCH = { rounds: 3, groupPayments: 4_000, singlePayments: 600 };

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

interface Till {
  readonly bank: TestBank;
  readonly sessions: readonly PhoneSession[];
  readonly payee: string;
}

async function openTill(bank: TestBank, payers: number): Promise<Till> {
  const { core } = bank;
  const phones = await Promise.all(Array.from({ length: payers }, () => registerPhone(core)));
  const payee = await registerPhone(core);
  return { bank, sessions: phones.map((phone) => openPhoneSession(core, phone)), payee: payee.vpa };
}

const submissionsOf = (core: BankCore, { sessions, payee }: Till) =>
  Promise.all(
    sessions.map((session) =>
      submissionFor(session.phone, orderFor(core, session, { payee, amountPaise: '100' })),
    ),
  );

/** Orders are signed and PINs proved outside the measured time. @returns payments a second */
async function payOnce(till: Till): Promise<number> {
  const { core } = till.bank;
  const submissions = await submissionsOf(core, till);
  const startedMs = performance.now();
  const results = await Promise.all(submissions.map((params) => core.submitPayment(params, '')));
  const durationMs = performance.now() - startedMs;
  if (results.some(({ code }) => code !== '00')) throw new Error('a payment was declined');
  return (results.length * 1_000) / durationMs;
}

/** Both ways in turn on the same server, so that whatever else the machine does hits both. */
export async function measureGroupCommit(options: CommitBenchOptions): Promise<CommitFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'upi-commit-bench-'));
  const server = await createServerIn(folder, options.bin);
  const thread = startSignatureThread({ logger: createLogger({ nowMs: Date.now }) });
  const closers: (() => Promise<void>)[] = [thread.close, () => removeServer(server)];
  try {
    const database = await makeDatabaseOn(server);
    const open = async (payments: number, batchMax?: number): Promise<Till> => {
      const url = database.urlAs({ schema: `bench_${randomBytes(4).toString('hex')}` });
      const bank = await openTestBank({
        openStore: () => openPostgresStore(url),
        verifySignature: thread.verify,
      });
      closers.unshift(bank.remove);
      const till = await openTill(bank, payments);
      if (batchMax === undefined) return till;
      // Registered in groups all the same: only payments are measured.
      await bank.reopen({ bounds: { batchMax } });
      const sessions = till.sessions.map(({ phone }) => openPhoneSession(bank.core, phone));
      return { ...till, sessions };
    };
    const group = await open(options.groupPayments);
    const single = await open(options.singlePayments, 1);
    const rounds: { group: number; single: number }[] = [];
    for (let round = 0; round < options.rounds; round++) {
      rounds.push({ group: await payOnce(group), single: await payOnce(single) });
    }
    return {
      groupPerSecond: median(rounds.map((round) => round.group)),
      singlePerSecond: median(rounds.map((round) => round.single)),
      ratio: median(rounds.map((round) => round.group / round.single)),
      rounds,
    };
  } finally {
    for (const close of closers) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}
