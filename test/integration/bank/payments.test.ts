import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64Url } from '#shared/bytes.ts';
import type { PaymentOrder } from '#shared/payment-order.ts';
import type { PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { openTestBank, type TestBank, testRandom } from '../../support/bank/test-bank.ts';
import {
  newTxnId,
  openPhoneSession,
  orderFor,
  type PhoneSession,
  pay,
  registerPhone,
  submissionFor,
  type TestPhone,
  wrongPinKeys,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let payer: TestPhone;
let payee: TestPhone;
let session: PhoneSession;
beforeAll(async () => {
  bank = await openTestBank();
  payer = await registerPhone(bank.core, { name: 'Asha', balancePaise: 1_000_000 });
  payee = await registerPhone(bank.core, { name: 'Ravi', balancePaise: 0 });
  session = openPhoneSession(bank.core, payer);
});
afterAll(() => bank.remove());

const order = (fields: Partial<PaymentOrder> = {}) =>
  orderFor(bank.core, session, { payee: payee.vpa, ...fields });
const submit = (params: PaymentSubmitParams, route = '') =>
  bank.core.submitPayment(params, route, session.id);
const isRefused = (responseCode: string) => ({ code: -32_003, data: { responseCode } });
const INVALID = { code: -32_602 };
const balanceOf = async (phone: TestPhone) => {
  const { rows } = await bank.core.adminCall('admin.accounts', {
    limit: 1,
    offset: 0,
    search: phone.uid,
  });
  return Number(rows[0]?.balancePaise);
};

describe('form: what is not a canonical order is turned away and changes nothing', () => {
  const good = () => order({ txnId: newTxnId() });
  const texts: [what: string, make: () => string, expected: object][] = [
    ['no JSON', () => '{"amountPaise":', INVALID],
    ['JSON null', () => 'null', INVALID],
    ['an array', () => '[]', INVALID],
    ['a number', () => '12', INVALID],
    ['a field missing', () => JSON.stringify({ ...good(), note: undefined }), INVALID],
    ['a field too many', () => JSON.stringify({ ...good(), zero: '' }), INVALID],
    ['__proto__', () => `{"__proto__":{},${JSON.stringify(good()).slice(1)}`, INVALID],
    ['an amount of zero', () => JSON.stringify({ ...good(), amountPaise: '0' }), INVALID],
    ['a negative amount', () => JSON.stringify({ ...good(), amountPaise: '-1' }), INVALID],
    ['fractional paise', () => JSON.stringify({ ...good(), amountPaise: '1.5' }), INVALID],
    ['a leading zero', () => JSON.stringify({ ...good(), amountPaise: '01' }), INVALID],
    ['an exponent', () => JSON.stringify({ ...good(), amountPaise: '1e3' }), INVALID],
    ['2^53+1', () => JSON.stringify({ ...good(), amountPaise: '9007199254740993' }), INVALID],
    ['a JSON number', () => JSON.stringify({ ...good(), amountPaise: 2_000 }), INVALID],
    ['words', () => JSON.stringify({ ...good(), amountPaise: 'twenty' }), INVALID],
    ['another currency', () => JSON.stringify({ ...good(), currency: 'USD' }), INVALID],
    ['a short id', () => JSON.stringify({ ...good(), txnId: 'SIM1' }), INVALID],
    ['a null byte in the note', () => JSON.stringify({ ...good(), note: 'a\0b' }), INVALID],
    ['a lone surrogate', () => JSON.stringify({ ...good(), note: '\ud800' }), INVALID],
    ['a note of 51', () => JSON.stringify({ ...good(), note: 'x'.repeat(51) }), INVALID],
    ['capital letters in a VPA', () => JSON.stringify({ ...good(), payee: 'A@UPI' }), INVALID],
    ['version 2', () => JSON.stringify({ ...good(), v: '2' }), INVALID],
    ['too long a text', () => `${JSON.stringify(good())}${' '.repeat(2_048)}`, INVALID],
    ['spaces', () => JSON.stringify(good(), undefined, 1), isRefused('U15')],
    ['a trailing newline', () => `${JSON.stringify(good())}\n`, isRefused('U15')],
    [
      'keys in another order',
      () => JSON.stringify(Object.fromEntries(Object.entries(good()).reverse())),
      isRefused('U15'),
    ],
    [
      'an escape that JCS would not write',
      () => JSON.stringify({ ...good(), note: 'tea' }).replace('tea', '\\u0074ea'),
      isRefused('U15'),
    ],
    [
      'a key twice',
      () => `{"amountPaise":"1",${JSON.stringify(good()).slice(1)}`,
      isRefused('U15'),
    ],
  ];
  test.each(texts)('%s', async (_what, make, expected) => {
    const { nonce } = bank.core.session(session.id) ?? {};
    const before = bank.core.health();
    const params = await submissionFor(payer, good());
    await expect(submit({ ...params, order: make() })).rejects.toMatchObject(expected);
    expect(bank.core.session(session.id)?.nonce).toBe(nonce);
    expect(bank.core.health().entries).toBe(before.entries);
  });
});

/** Each spoils one thing; earlier ones must win over later ones. */
const checks: [name: string, code: string, spoil: Spoil][] = [
  ['unbound device', 'U66', { order: { deviceId: 'another-device' } }],
  ['signature', 'U15', { isBadlySigned: true }],
  ['idempotency', 'U58', { order: { amountPaise: '7' }, isIdUsed: true }],
  ['nonce', 'U01', { order: { nonce: toBase64Url(testRandom(16)) } }],
  ['PIN', 'ZM', { isWrongPin: true }],
  ['payee', 'ZH', { order: { payee: 'nobody.at.all@upisim' } }],
  ['limit', 'Z8', { order: { amountPaise: '10000001' } }],
  ['balance', 'Z9', { order: { amountPaise: '5000000' } }],
];
interface Spoil {
  readonly order?: Partial<PaymentOrder>;
  readonly isBadlySigned?: boolean;
  readonly isWrongPin?: boolean;
  readonly isIdUsed?: boolean;
}
const REFUSALS = new Set(['U66', 'U15', 'U58', 'U01']);

async function codeOf(spoils: readonly Spoil[]): Promise<string> {
  const spoil: Spoil = Object.assign({}, ...spoils);
  const fields: Partial<PaymentOrder> = Object.assign({}, ...spoils.map((each) => each.order));
  if (spoil.isIdUsed) {
    const first = await pay(bank.core, session, { payee: payee.vpa, amountPaise: '9' });
    Object.assign(fields, { txnId: first.txnId });
  }
  const own = order(fields);
  const keys = spoil.isWrongPin ? await wrongPinKeys(payer) : payer.pinKeys;
  const params = await submissionFor(payer, own, keys);
  const signature = spoil.isBadlySigned ? toBase64Url(testRandom(64)) : params.signature;
  return submit({ ...params, signature }).then(
    ({ code }) => code,
    (error: { data: { responseCode: string } }) => error.data.responseCode,
  );
}

describe('the order of checks is that of design section 5 (5)', () => {
  const pairs = checks.flatMap(([earlier, code, spoil], at) =>
    checks.slice(at + 1).map(([later, , other]) => {
      // A used id with another payee as well says that the payee differs.
      const expected = code === 'U58' && other.order?.payee ? 'U59' : code;
      return [earlier, later, expected, [other, spoil]] as const;
    }),
  );
  test.each(pairs)('%s is judged before %s', async (_earlier, _later, code, spoils) => {
    expect(await codeOf(spoils)).toBe(code);
    await pay(bank.core, session, { payee: payee.vpa, amountPaise: '1' });
  });
});

describe('refusals do not use a payment id up, outcomes do', () => {
  test.each(checks)('%s (%s)', async (_name, code, spoil) => {
    const txnId = newTxnId();
    const withId = { ...spoil, order: { ...spoil.order, txnId } };
    if (spoil.isIdUsed) return;
    expect(await codeOf([withId])).toBe(code);
    const again = await pay(bank.core, session, {
      payee: payee.vpa,
      txnId,
      amountPaise: spoil.order?.amountPaise ?? '2000',
      ...(spoil.order?.payee ? { payee: spoil.order.payee } : {}),
    }).catch((error: { data: { responseCode: string } }) => error.data.responseCode);
    if (REFUSALS.has(code)) expect(again).toMatchObject({ code: '00' });
    else expect(again).toMatchObject({ code, status: 'FAILURE', txnId });
  });
});

test('money moves once, the payee really has it, both histories show it', async () => {
  const before = [await balanceOf(payer), await balanceOf(payee)] as const;
  const result = await pay(bank.core, session, {
    payee: payee.vpa,
    amountPaise: '12345',
    note: 'चाय',
  });
  expect(result).toMatchObject({ status: 'SUCCESS', payerName: 'Asha', payeeName: 'Ravi' });
  expect(await balanceOf(payer)).toBe(before[0] - 12_345);
  expect(await balanceOf(payee)).toBe(before[1] + 12_345);
  const query = { limit: 1, search: '' };
  const sent = await bank.core.sealedCall(
    bank.core.session(session.id) ?? expect.fail(),
    'account.history',
    query,
  );
  expect(sent.rows[0]).toMatchObject({ direction: 'debit', txnId: result.txnId, note: 'चाय' });
  const other = openPhoneSession(bank.core, payee);
  const received = await bank.core.sealedCall(
    bank.core.session(other.id) ?? expect.fail(),
    'account.history',
    query,
  );
  expect(received.rows[0]).toMatchObject({ direction: 'credit', amountPaise: '12345' });
});

test('nobody pays himself', async () => {
  expect(await pay(bank.core, session, { payee: payer.vpa })).toMatchObject({ code: 'U96' });
});

test('a nonce is good for five minutes of the bank clock', async () => {
  const late = await submissionFor(payer, order());
  bank.clock.advance(300_001);
  await expect(submit(late)).rejects.toMatchObject(isRefused('U70'));
  bank.core.session(session.id)?.renewNonce();
  expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: '00' });
});

test('the bank answers a status question for either side, and nobody else', async () => {
  const { txnId } = await pay(bank.core, session, { payee: payee.vpa });
  const ask = (phone: TestPhone, id: string) => {
    const own = openPhoneSession(bank.core, phone);
    return bank.core.sealedCall(bank.core.session(own.id) ?? expect.fail(), 'payment.status', {
      txnId: id,
    });
  };
  expect(await ask(payer, txnId)).toMatchObject({ code: '00', balancePaise: expect.any(String) });
  const seenByPayee = await ask(payee, txnId);
  expect(seenByPayee).toMatchObject({ code: '00' });
  expect(seenByPayee).not.toHaveProperty('balancePaise');
  expect(seenByPayee).not.toHaveProperty('serverSignature');
  const stranger = await registerPhone(bank.core, { name: 'Stranger' });
  await expect(ask(stranger, txnId)).rejects.toMatchObject(isRefused('U48'));
  await expect(ask(payer, newTxnId())).rejects.toMatchObject(isRefused('U48'));
});
