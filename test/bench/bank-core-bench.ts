import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { VerifySignature } from '#bank/core.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { verifyStore } from '#bank/ledger/verify-store.ts';
import { openBank } from '#bank/open-bank.ts';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { checkOnThisThread, testRandom, WRAP_KEY } from '../support/bank/test-bank.ts';
import { registerTestMerchant } from '../support/bank/test-merchant.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  registerPhone,
  submissionFor,
} from '../support/bank/test-phone.ts';

/**
 * The bank's core alone, no sockets: every user has one payment in flight, rounds of all of them.
 * Orders are signed and PINs proved outside the measured time. Prints one JSON line per case.
 */
const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '2000' },
    merchants: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '5' },
  },
});
const users = Number(values.users);
const rounds = Number(values.rounds);
const VERIFY_RUNS = 3;

const print = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

async function measure(name: string, verifySignature: VerifySignature): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-core-bench-'));
  const path = join(folder, 'bank.sqlite');
  const keeper = fileCheckpointKeeper(join(folder, 'checkpoint.txt'));
  const core = await openBank({
    store: await openSqliteStore(path),
    clock: { nowMs: Date.now },
    randomBytes: testRandom,
    verifySignature,
    keyWrap: aesKeyWrap(WRAP_KEY, testRandom),
    checkpointKeeper: keeper,
    passwordCost: { N: 1_024, r: 8, p: 1 },
  });
  core.onEvent(() => undefined);
  const merchants = await Promise.all(
    Array.from({ length: Number(values.merchants) }, () => registerTestMerchant(core)),
  );
  const startedMs = performance.now();
  const phones = await Promise.all(
    Array.from({ length: users }, () => registerPhone(core, { balancePaise: 10_000_000 })),
  );
  const registeredMs = performance.now() - startedMs;
  const sessions: PhoneSession[] = phones.map((phone) => openPhoneSession(core, phone));
  let paidMs = 0;
  let paid = 0;
  let cpuUs = 0;
  for (let round = 0; round < rounds; round++) {
    const submissions = await Promise.all(
      sessions.map((session, index) => {
        const payee = merchants[index % merchants.length]?.vpa ?? '';
        return submissionFor(session.phone, orderFor(core, session, { payee, amountPaise: '100' }));
      }),
    );
    const cpu = process.cpuUsage();
    const roundMs = performance.now();
    const results = await Promise.all(submissions.map((params) => core.submitPayment(params, '')));
    paidMs += performance.now() - roundMs;
    const used = process.cpuUsage(cpu);
    cpuUs += used.user + used.system;
    paid += results.filter(({ code }) => code === '00').length;
  }
  const { lastCommitEntries, lastCommitMs } = core.health();
  await core.close();
  print({
    case: name,
    users,
    paid,
    paymentsPerSecond: Math.round((paid / paidMs) * 1_000),
    cpuUsPerPayment: Math.round(cpuUs / paid),
    registrationsPerSecond: Math.round((users / registeredMs) * 1_000),
    lastCommitEntries,
    lastCommitMs: Math.round(lastCommitMs * 10) / 10,
  });
  await measureVerify(path, await keeper.read());
  rmSync(folder, { recursive: true, force: true });
}

/** The first run is a cold program and disk cache, the last one what a long ledger sees. */
async function measureVerify(path: string, keptCheckpoint: string | undefined): Promise<void> {
  for (let run = 1; run <= VERIFY_RUNS; run++) {
    const source = openAudit(path);
    const cpu = process.cpuUsage();
    const report = await verifyStore(source, {
      keptCheckpoint,
      monotonicMs: () => performance.now(),
    });
    const used = process.cpuUsage(cpu);
    await source.close();
    print({
      case: `verify, run ${run}`,
      isSound: report.isSound,
      entries: report.entries,
      entriesPerSecond: Math.round((report.entries / report.durationMs) * 1_000),
      cpuUsPerEntry: Math.round(((used.user + used.system) / report.entries) * 10) / 10,
    });
  }
}

await measure('signatures not checked', async () => true);
await measure('signatures checked on this thread', checkOnThisThread);
