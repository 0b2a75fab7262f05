import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountAction } from '#shared/protocol/admin-methods.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import { registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  orderFor,
  type PhoneSession,
  pay,
  registerPhone,
  submissionFor,
  type TestPhone,
  verifierFor,
  wrongPinKeys,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let payer: TestPhone;
let payee: TestPhone;
let session: PhoneSession;
beforeEach(async () => {
  bank = await openTestBank();
  payer = await registerPhone(bank.core);
  payee = await registerPhone(bank.core, { name: 'Ravi' });
  session = openPhoneSession(bank.core, payer);
});
afterEach(() => bank.remove());

const isRefused = (responseCode: string) => ({ data: { responseCode } });
const act = (phone: { readonly uid: string }, action: AccountAction) =>
  bank.core.adminCall('admin.account', { id: phone.uid, action });
const own = (phone = session) => bank.core.session(phone.id) ?? expect.fail('no session');
const paid = () => pay(bank.core, session, { payee: payee.vpa });
async function lockPin() {
  for (let tries = 0; tries < 3; tries++) {
    const order = orderFor(bank.core, session, { payee: payee.vpa });
    const params = await submissionFor(payer, order, await wrongPinKeys(payer));
    await bank.core.submitPayment(params, '', session.id);
  }
}
/** The code of the newest SMS. */
function smsCode(): string {
  for (const { to, event } of bank.events.toReversed() as { to: string; event: never }[]) {
    const { kind, code } = event as { kind: string; code: string };
    if (to === 'admin' && kind === 'sms') return code;
  }
  return expect.fail('no SMS was sent');
}
const askCode = async (phone = payer) => {
  const { mobile, deviceId } = phone;
  await bank.core.requestBinding({ mobile, deviceId });
  return smsCode();
};

describe('what an administrator does to an account', () => {
  test.each([
    ['freeze', 'payer', 'YE', 'frozen'],
    ['freeze', 'payee', 'YF', 'frozen'],
    ['mark-dormant', 'payer', 'ZX', 'dormant'],
    ['mark-dormant', 'payee', 'ZY', 'dormant'],
  ] as const)('%s of the %s: %s, also after a restart, until it is activated', async (...row) => {
    const [action, side, code, state] = row;
    const who = side === 'payer' ? payer : payee;
    expect(await act(who, action)).toMatchObject({ id: who.uid, state });
    expect(await paid()).toMatchObject({ code, status: 'FAILURE' });
    await bank.reopen();
    session = openPhoneSession(bank.core, payer);
    expect((await paid()).code).toBe(code);
    expect((await act(who, 'activate')).state).toBe('active');
    expect((await paid()).code).toBe('00');
  });

  test('unlock-pin ends the 24 hours of three wrong PINs', async () => {
    await lockPin();
    expect((await paid()).code).toBe('Z6');
    expect(await act(payer, 'unlock-pin')).not.toHaveProperty('pinLockedUntilMs');
    expect((await paid()).code).toBe('00');
  });

  test('release-device ends the phone: sessions gone, U66 on everything, also after a restart', async () => {
    const order = orderFor(bank.core, session, { payee: payee.vpa });
    const late = await submissionFor(payer, order);
    expect(await act(payer, 'release-device')).toMatchObject({ hasPhone: false });
    expect(bank.core.session(session.id)).toBeUndefined();
    await expect(bank.core.submitPayment(late, '', session.id)).rejects.toMatchObject(
      isRefused('U66'),
    );
    await bank.reopen();
    expect(bank.core.deviceKey(payer.uid, payer.deviceId)).toBeUndefined();
    expect(() => openPhoneSession(bank.core, payer)).toThrow();
    await expect(act(payer, 'release-device')).rejects.toMatchObject(isRefused('U66'));
  });

  test('a payment that races a release is paid or refused, never half', async () => {
    const params = await submissionFor(payer, orderFor(bank.core, session, { payee: payee.vpa }));
    const [answer] = await Promise.allSettled([
      bank.core.submitPayment(params, '', session.id),
      act(payer, 'release-device'),
    ]);
    const rows = (await bank.core.ledgerCall('ledger.entries', { limit: 5, search: payer.uid }))
      .rows;
    const movements = rows.filter(({ type }) => type === 'payment').length;
    if (answer.status === 'fulfilled') expect([answer.value.code, movements]).toEqual(['00', 1]);
    else expect([answer.reason.data.responseCode, movements]).toEqual(['U66', 0]);
  });

  test('merchants have no PIN and no phone; the bank is no customer', async () => {
    const { mid } = await registerTestMerchant(bank.core);
    for (const action of ['unlock-pin', 'release-device'] as const) {
      await expect(act({ uid: mid }, action)).rejects.toMatchObject(isRefused('U10'));
    }
    expect((await act({ uid: mid }, 'freeze')).state).toBe('frozen');
    await expect(act({ uid: 'U999999999' }, 'freeze')).rejects.toMatchObject(isRefused('U10'));
    await expect(act({ uid: 'EQUITY' }, 'freeze')).rejects.toMatchObject(isRefused('U10'));
  });
});

describe('a forgotten PIN', () => {
  const reset = async (bindingCode: string, pin = '739184') => {
    const verifier = await verifierFor(pin);
    await bank.core.sealedCall(own(), 'pin.reset', { bindingCode, verifier: verifier.fields });
    return { ...payer, salt: verifier.salt, pinKeys: verifier.keys };
  };

  test('the SMS code sets a new one, ends the lock and begins the cooling hours', async () => {
    await lockPin();
    const renewed = await reset(await askCode());
    expect((await paid()).code).toBe('ZM');
    session = openPhoneSession(bank.core, renewed);
    expect(session.grant.pinLockedUntilMs).toBeUndefined();
    expect((await paid()).code).toBe('00');
    await bank.reopen();
    session = openPhoneSession(bank.core, renewed);
    expect((await paid()).code).toBe('00');
  });

  test('wrong codes are counted and change nothing; five of them void the code', async () => {
    await lockPin();
    const code = await askCode();
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 5; tries++) {
      await expect(reset(wrong)).rejects.toMatchObject(isRefused('U66'));
    }
    await expect(reset(code)).rejects.toMatchObject(isRefused('U66'));
    expect((await paid()).code).toBe('Z6');
  });

  test.each([
    ['a code that was used', async () => reset(await askCode()).then(() => smsCode())],
    [
      'a code for another phone of the number',
      async () => askCode({ ...payer, deviceId: 'other-phone' }),
    ],
    ["somebody else's code", async () => askCode(payee)],
    [
      'a code five minutes old',
      async () => {
        const code = await askCode();
        bank.clock.advance(300_000);
        return code;
      },
    ],
  ])('%s is no good', async (_name, codeOf) => {
    const code = await codeOf();
    await expect(reset(code)).rejects.toMatchObject(isRefused('U66'));
  });

  test('a phone that was let go of cannot use a code it was sent', async () => {
    const code = await askCode();
    const open = own();
    await act(payer, 'release-device');
    const { fields } = await verifierFor('739184');
    await expect(
      bank.core.sealedCall(open, 'pin.reset', { bindingCode: code, verifier: fields }),
    ).rejects.toMatchObject(isRefused('U70'));
  });
});

test('a phone signs itself out', async () => {
  await bank.core.sealedCall(own(), 'device.release', {});
  expect(bank.core.session(session.id)).toBeUndefined();
  expect(bank.core.deviceKey(payer.uid, payer.deviceId)).toBeUndefined();
});

describe('adding money', () => {
  const deposit = (amountPaise: string, txnId = newTxnId(), id = payee.uid) =>
    bank.core.adminCall('admin.deposit', { id, amountPaise, txnId });

  test('is a ledger entry out of equity, once for each id, also after a restart', async () => {
    const txnId = newTxnId();
    const row = await deposit('250000', txnId);
    expect(row).toMatchObject({ type: 'deposit', payer: 'EQUITY', payee: payee.vpa, code: '00' });
    expect(await deposit('250000', txnId)).toEqual(row);
    await bank.reopen();
    expect(await deposit('250000', txnId)).toEqual(row);
    await expect(deposit('1', txnId)).rejects.toMatchObject(isRefused('U01'));
    await expect(deposit('250000', txnId, payer.uid)).rejects.toMatchObject(isRefused('U01'));
    const { rows } = await bank.core.adminCall('admin.accounts', {
      limit: 1,
      offset: 0,
      search: payee.uid,
    });
    expect(rows[0]?.balancePaise).toBe('1250000');
    expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
  });

  test('has a bound, and the bank itself is given nothing', async () => {
    const { openingBalanceMaxPaise } = await bank.core.adminCall('admin.settings.get', {});
    await expect(deposit(String(openingBalanceMaxPaise + 1))).rejects.toMatchObject(
      isRefused('U12'),
    );
    await expect(deposit('100', newTxnId(), 'U999999999')).rejects.toMatchObject(isRefused('U10'));
  });

  test('two at once with one id are one', async () => {
    const txnId = newTxnId();
    const [first, second] = await Promise.all([deposit('100', txnId), deposit('100', txnId)]);
    expect(second).toEqual(first);
  });
});
