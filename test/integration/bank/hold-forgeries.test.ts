import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '#bank/ledger/verify-store.ts';
import { endingIdOf } from '#bank/payments/held/fates.ts';
import { type Movement, recordMovement } from '#bank/payments/records.ts';
import { createBankState } from '#bank/state/bank-state.ts';
import { beginBatch } from '#bank/state/batch.ts';
import { commitBatch } from '#bank/state/commit-batch.ts';
import type { Account } from '#bank/state/entities.ts';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import { openTestBank, START_MS, type TestBank } from '../../support/bank/test-bank.ts';
import {
  newTxnId,
  openPhoneSession,
  pay,
  registerPhone,
  type TestPhone,
} from '../../support/bank/test-phone.ts';

/** What the audit says of a bank that ends holds otherwise than it must. */
let bank: TestBank;
let payer: TestPhone;
let payee: TestPhone;
let third: TestPhone;
let toPay: string;
let toReturn: string;
const PAISE = 2_000;

beforeAll(async () => {
  bank = await openTestBank({ timers: { after: () => () => undefined } });
  [payer, payee, third] = [
    await registerPhone(bank.core),
    await registerPhone(bank.core),
    await registerPhone(bank.core),
  ];
  const held = async (kind: 'pending' | 'credit-timeout') => {
    await bank.core.adminCall('admin.setFaults', {
      faults: [{ id: 'one', scope: 'global', sharePercent: 100, kind }],
    });
    const session = openPhoneSession(bank.core, payer);
    return (await pay(bank.core, session, { payee: payee.vpa })).txnId;
  };
  toPay = await held('pending');
  toReturn = await held('credit-timeout');
  await bank.core.close();
});
afterAll(() => bank.remove());

type Accounts = Readonly<Record<'payer' | 'payee' | 'third' | 'suspense', Account>>;
type Forged = Pick<Movement, 'type' | 'payer' | 'payee'> & Partial<Movement>;
let copies = 0;

/** The problem that is found once the bank has written these movements. */
async function problemAfter(
  forge: (accounts: Accounts) => readonly Forged[],
): Promise<string | undefined> {
  copies += 1;
  const path = join(bank.folder, `forged-${copies}.sqlite`);
  copyFileSync(bank.databasePath, path);
  const store = await openSqliteStore(path);
  const state = createBankState(await store.load());
  const batch = beginBatch(state, START_MS, {
    known: new Map(),
    refunded: new Map(),
    endedCollects: new Map(),
  });
  const account = (id: string) => state.accounts.get(id) ?? expect.fail();
  const accounts = {
    payer: account(payer.uid),
    payee: account(payee.uid),
    third: account(third.uid),
    suspense: account(SUSPENSE_ACCOUNT),
  };
  for (const movement of forge(accounts)) {
    const relatedTxnId = movement.relatedTxnId ?? toPay;
    recordMovement(batch, {
      txnId: endingIdOf(relatedTxnId),
      amountPaise: PAISE,
      ...movement,
      relatedTxnId,
    });
  }
  await commitBatch(store, batch, (await store.lastBatch()) + 1, () => new Uint8Array(32));
  await store.close();
  const source = openAudit(path);
  try {
    return (await verifyStore(source, { keptCheckpoint: undefined, monotonicMs: () => 0 })).problem;
  } finally {
    await source.close();
  }
}

const release = ({ suspense, payee: to }: Accounts): Forged => ({
  type: 'release',
  payer: suspense,
  payee: to,
});
const reversal = ({ suspense, payer: to }: Accounts): Forged => ({
  type: 'reversal',
  payer: suspense,
  payee: to,
});

test('the right ends are fine', async () => {
  const problem = await problemAfter((accounts) => [
    release(accounts),
    { ...reversal(accounts), relatedTxnId: toReturn },
  ]);
  expect(problem).toBeUndefined();
});

const WRONG: readonly [string, (accounts: Accounts) => readonly Forged[], RegExp][] = [
  [
    'paid to somebody else',
    (accounts) => [{ ...release(accounts), payee: accounts.third }],
    /ends .* another way/,
  ],
  [
    'given back to somebody else',
    (accounts) => [{ ...reversal(accounts), payee: accounts.third, relatedTxnId: toReturn }],
    /ends .* another way/,
  ],
  [
    'paid in part',
    (accounts) => [{ ...release(accounts), amountPaise: PAISE - 1 }],
    /ends .* another way/,
  ],
  ['given back though it was to be paid', (accounts) => [reversal(accounts)], /another way/],
  [
    'paid though it was to be given back',
    (accounts) => [{ ...release(accounts), relatedTxnId: toReturn }],
    /another way/,
  ],
  [
    'under an id of its own choice',
    (accounts) => [{ ...release(accounts), txnId: newTxnId() }],
    /another way/,
  ],
  [
    'paid out of an account',
    (accounts) => [{ ...release(accounts), payer: accounts.third }],
    /another way/,
  ],
  [
    'of a payment that never waited',
    (accounts) => [{ ...release(accounts), relatedTxnId: newTxnId() }],
    /no payment .* is waiting/,
  ],
  ['twice', (accounts) => [release(accounts), reversal(accounts)], /no payment .* is waiting/],
  [
    'begun by the bank itself',
    ({ payer: from, suspense }) => [
      { type: 'hold', payer: from, payee: suspense, txnId: newTxnId() },
    ],
    /status|without a signed order/,
  ],
];

test.each(WRONG)('a hold that is ended %s is noticed', async (_how, forge, problem) => {
  expect(await problemAfter(forge)).toMatch(problem);
});

test('SUSPENSE must hold what waits, and nothing else', async () => {
  const problem = await problemAfter(({ payer: from, suspense }) => [
    { type: 'deposit', payer: from, payee: suspense, txnId: newTxnId(), relatedTxnId: '' },
  ]);
  expect(problem).toBe('SUSPENSE holds something else than the payments that wait');
});
