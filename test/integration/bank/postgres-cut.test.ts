import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPostgresStore } from '#bank/store/postgres/open-postgres-store.ts';
import type { RpcError } from '#shared/protocol/json-rpc.ts';
import type { PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  registerPhone,
  submissionFor,
  type TestPhone,
} from '../../support/bank/test-phone.ts';
import { type Cut, type CutProxy, createCutProxy } from '../../support/postgres/cut-proxy.ts';
import { makeDatabase, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';

const OPENING_PAISE = 10_000_000;
const AMOUNT_PAISE = 100;

/** The line to the database is cut while a payment is made durable, wherever that can happen. */
describe.skipIf(!postgresBin)('a line that is cut in the middle of a commit', () => {
  let database: TestDatabase;
  let proxy: CutProxy;
  let bank: TestBank;
  let payer: TestPhone;
  let payee: TestPhone;
  let session: PhoneSession;
  let schemaNumber = 0;
  beforeAll(async () => {
    database = await makeDatabase();
    proxy = await createCutProxy(database.server.port);
  });
  afterAll(async () => {
    await proxy.close();
    await database.drop();
  });
  beforeEach(async () => {
    const url = database.urlAs({ port: proxy.port, schema: `cut_${++schemaNumber}` });
    bank = await openTestBank({
      openStore: () => openPostgresStore(url),
      bounds: { settlePauseMs: 20 },
    });
    payer = await registerPhone(bank.core, { balancePaise: OPENING_PAISE });
    payee = await registerPhone(bank.core, { balancePaise: OPENING_PAISE });
    session = openPhoneSession(bank.core, payer);
  });
  afterEach(() => bank.remove());

  const nextPayment = (): Promise<PaymentSubmitParams> =>
    submissionFor(
      payer,
      orderFor(bank.core, session, { payee: payee.vpa, amountPaise: String(AMOUNT_PAISE) }),
    );
  const submit = (params: PaymentSubmitParams) => bank.core.submitPayment(params, '', session.id);

  const balanceOf = async ({ uid }: TestPhone): Promise<number> => {
    const { rows } = await bank.core.adminCall('admin.accounts', {
      limit: 50,
      offset: 0,
      search: '',
    });
    return Number(rows.find(({ id }) => id === uid)?.balancePaise);
  };

  async function expectPaid(times: number): Promise<void> {
    expect(await balanceOf(payer)).toBe(OPENING_PAISE - times * AMOUNT_PAISE);
    expect(await balanceOf(payee)).toBe(OPENING_PAISE + times * AMOUNT_PAISE);
    expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
  }

  /** A payment with this cut on its way: answered, or refused as not done and then paid again. */
  async function payThroughCut(cut: Cut): Promise<{ wasCut: boolean; wasRefused: boolean }> {
    const params = await nextPayment();
    proxy.arm(cut);
    const refusal = await submit(params).then(
      () => undefined,
      (error: RpcError) => error,
    );
    const wasCut = proxy.disarm();
    if (refusal) expect(refusal).toMatchObject({ data: { responseCode: 'XY' } });
    expect(await submit(params)).toMatchObject({ code: '00', status: 'SUCCESS' });
    return { wasCut, wasRefused: refusal !== undefined };
  }

  test.each([
    ['bank', false],
    ['bank', true],
    ['server', false],
    ['server', true],
  ] as const)(
    'every message from the %s, server left waiting: %s',
    async (from, isServerLeftWaiting) => {
      let paid = 0;
      let refused = 0;
      for (let after = 0; ; after++) {
        const { wasCut, wasRefused } = await payThroughCut({ from, after, isServerLeftWaiting });
        paid += 1;
        if (wasRefused) refused += 1;
        if (!wasCut) break;
      }
      // Cut on its way in, a payment is lost with the line or not; on its way back only its answer is.
      expect(paid).toBeGreaterThan(20);
      if (from === 'bank') expect(refused).toBeGreaterThan(10);
      expect(refused).toBeLessThan(paid);
      await expectPaid(paid);
      await bank.reopen();
      await expectPaid(paid);
    },
  );

  test('a commit that the server still has in hand is settled before anybody is told', async () => {
    const params = await nextPayment();
    const schema = `cut_${schemaNumber}`;
    // Somebody else holds the account's row, so that the commit waits inside the server.
    const blocker = await database.connect();
    await blocker.query('BEGIN');
    await blocker.query(`SELECT FROM ${schema}.account WHERE id = $1 FOR UPDATE`, [payee.uid]);
    const answer = submit(params).then(
      ({ code }) => code,
      ({ data }: RpcError) => data?.responseCode,
    );
    await database.until(
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    proxy.cutAll(true);
    const heard = await answer;
    await blocker.query('COMMIT');
    await blocker.end();
    expect(heard).toBe('XY');
    await expectPaid(0);
    expect(await submit(params)).toMatchObject({ code: '00' });
    await expectPaid(1);
  });
});
