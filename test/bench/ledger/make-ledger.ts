/**
 * Fills a data folder with a ledger of any length through the real bank: every entry is executed,
 * hashed, committed durably and signed like any other.
 *   node test/bench/ledger/make-ledger.ts --data DIR [--entries 1000000] [--payments 20000]
 */
import { parseArgs } from 'node:util';
import type { BankCore } from '#bank/core.ts';
import { fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { openBank } from '#bank/open-bank.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { findWrappingKeys } from '#bank/wrapping-key.ts';
import { openDataFolder } from '#wire/data-folder.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { checkOnThisThread } from '../../support/bank/test-bank.ts';
import { registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  type PhoneSession,
  pay,
  registerPhone,
} from '../../support/bank/test-phone.ts';

export interface MakeLedgerOptions {
  readonly folder: string;
  /** Money movements, opening balances included. */
  readonly entries: number;
  /** How many of them are people's signed payments; the others are money put in. */
  readonly payments: number;
  readonly onProgress?: (entries: number) => void;
}

export interface MadeLedger {
  readonly entries: number;
  readonly durationMs: number;
  /** One payment from the middle of the ledger, for searches. */
  readonly sample: { readonly txnId: string; readonly rrn: string; readonly vpa: string };
}

const USERS = 400;
const SHOPS = ['Tea stall', 'Book corner', 'Fruit cart', 'Chemist', 'Bakery'];
/** Calls under way at once: about one commit's worth. */
const WAVE = 1_000;
/** The entries lie evenly in this many days until now, so that a filter by date finds some. */
const SPAN_MS = 30 * 86_400_000;

interface Town {
  readonly core: BankCore;
  readonly phones: readonly PhoneSession[];
  readonly shops: readonly string[];
}

async function settle(core: BankCore): Promise<Town> {
  const shops: string[] = [];
  for (const name of SHOPS) shops.push((await registerTestMerchant(core, { name })).vpa);
  const phones: PhoneSession[] = [];
  for (let index = 1; index <= USERS; index++) {
    const name = `Customer ${index}`;
    const phone = await registerPhone(core, { name, balancePaise: 100_000_000 });
    phones.push(openPhoneSession(core, phone));
  }
  return { core, phones, shops };
}

/** One payment of each of the first phones; a session has one under way at a time. */
const payWave = ({ core, phones, shops }: Town, count: number, round: number) =>
  Promise.all(
    phones.slice(0, count).map((phone, index) => {
      // The clock has moved on, and an old nonce is no longer taken.
      core.session(phone.id)?.renewNonce();
      const payee = shops[(index + round) % shops.length] ?? '';
      return pay(core, phone, {
        payee,
        amountPaise: String(1_00 + ((index * 37 + round) % 49_900)),
      });
    }),
  );

const depositWave = ({ core, phones }: Town, count: number, round: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      core.adminCall('admin.deposit', {
        id: phones[index % phones.length]?.phone.uid ?? '',
        amountPaise: String(1_00 + ((index * 101 + round) % 99_900)),
        txnId: newTxnId(),
      }),
    ),
  );

async function fill(town: Town, options: MakeLedgerOptions, moveClock: (share: number) => void) {
  const { entries, payments, onProgress } = options;
  const startEntries = town.core.health().entries;
  const paysEvery = Math.max(1, Math.floor((entries - startEntries) / Math.max(1, payments)));
  let sample: MadeLedger['sample'] | undefined;
  let made = startEntries;
  let paid = 0;
  for (let round = 0; made < entries; round++) {
    moveClock(made / entries);
    const due = Math.floor((made - startEntries) / paysEvery) - paid;
    const pays = Math.min(due, USERS, payments - paid, entries - made);
    const [first] = await payWave(town, pays, round);
    if (first && made >= entries / 2) sample ??= { ...first, vpa: town.phones[0]?.phone.vpa ?? '' };
    paid += pays;
    const deposits = Math.min(WAVE, entries - made - pays);
    await depositWave(town, deposits, round);
    made += pays + deposits;
    if (round % 50 === 0) onProgress?.(made);
  }
  return sample ?? { txnId: '', rrn: '', vpa: '' };
}

export async function makeLedger(options: MakeLedgerOptions): Promise<MadeLedger> {
  const startedMs = performance.now();
  const data = openDataFolder(options.folder, 'make-ledger');
  const { paths } = data;
  const beginMs = Date.now() - SPAN_MS;
  let nowMs = beginMs;
  const keys = findWrappingKeys({ paths, randomBytes: nodeCrypto.randomBytes });
  const core = await openBank({
    store: await openSqliteStore(paths.database),
    clock: { nowMs: () => nowMs },
    randomBytes: nodeCrypto.randomBytes,
    verifySignature: checkOnThisThread,
    keyWrap: keys.current,
    checkpointKeeper: fileCheckpointKeeper(paths.checkpoint),
    passwordCost: { N: 1_024, r: 8, p: 1 },
  });
  try {
    const town = await settle(core);
    const sample = await fill(town, options, (share) => {
      nowMs = Math.floor(beginMs + share * SPAN_MS);
    });
    const { entries } = core.health();
    return { entries, durationMs: performance.now() - startedMs, sample };
  } finally {
    await core.close();
    data.close();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      entries: { type: 'string', default: '1000000' },
      payments: { type: 'string', default: '20000' },
    },
  });
  if (!values.data) throw new Error('name a data folder: --data DIR');
  const made = await makeLedger({
    folder: values.data,
    entries: Number(values.entries),
    payments: Number(values.payments),
    onProgress: (entries) => console.error(`${entries} entries`),
  });
  console.log(JSON.stringify(made));
}
