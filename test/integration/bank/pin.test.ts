import { afterEach, beforeEach, expect, test } from 'vitest';
import { toBase64Url } from '#shared/bytes.ts';
import { orderSigningBytes } from '#shared/payment-order.ts';
import { checkServerSignature } from '#shared/pin-proof.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { openTestBank, type TestBank, testRandom } from '../../support/bank/test-bank.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  pay,
  pinActionProof,
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

const DAY_MS = 86_400_000;
const isRefused = (responseCode: string) => ({ data: { responseCode } });
const open = (own = session) => bank.core.session(own.id) ?? expect.fail('no session');
const payRight = (own = session) => pay(bank.core, own, { payee: payee.vpa });
async function payWrong(own = session) {
  const order = orderFor(bank.core, own, { payee: payee.vpa });
  const params = await submissionFor(own.phone, order, await wrongPinKeys(own.phone));
  return bank.core.submitPayment(params, '', own.id);
}
const codes = async (count: number, own = session) => {
  const seen: string[] = [];
  for (let tries = 0; tries < count; tries++) seen.push((await payWrong(own)).code);
  return seen;
};

test('the third wrong PIN locks for 24 hours; the right PIN does not help; then it does', async () => {
  expect(await codes(4)).toEqual(['ZM', 'ZM', 'Z6', 'Z6']);
  expect(await payRight()).toMatchObject({ code: 'Z6' });
  expect(openPhoneSession(bank.core, payer).grant.pinLockedUntilMs).toBe(
    bank.clock.nowMs() + DAY_MS,
  );
  bank.clock.advance(DAY_MS);
  open().renewNonce();
  expect(await payRight()).toMatchObject({ code: '00' });
  expect(await codes(1)).toEqual(['ZM']);
});

test('count and lock survive a restart', async () => {
  expect(await codes(2)).toEqual(['ZM', 'ZM']);
  await bank.reopen();
  const again = openPhoneSession(bank.core, payer);
  expect(await codes(1, again)).toEqual(['Z6']);
  await bank.reopen();
  const later = openPhoneSession(bank.core, payer);
  expect(await payRight(later)).toMatchObject({ code: 'Z6' });
  expect(later.grant.pinLockedUntilMs).toBe(bank.clock.nowMs() + DAY_MS);
});

test('the right PIN in between starts the count again', async () => {
  expect(await codes(2)).toEqual(['ZM', 'ZM']);
  await payRight();
  expect(await codes(3)).toEqual(['ZM', 'ZM', 'Z6']);
});

test('after a lock ended, there are three tries again', async () => {
  await codes(3);
  bank.clock.advance(DAY_MS + 1);
  open().renewNonce();
  expect(await codes(3)).toEqual(['ZM', 'ZM', 'Z6']);
});

test('all sessions of an account share the count', async () => {
  const second = openPhoneSession(bank.core, payer);
  expect([...(await codes(1)), ...(await codes(1, second)), ...(await codes(1))]).toEqual([
    'ZM',
    'ZM',
    'Z6',
  ]);
});

test('a stranger without the device key can neither try PINs nor lock anybody out', async () => {
  const order = orderFor(bank.core, session, { payee: payee.vpa });
  const params = await submissionFor(payer, order, await wrongPinKeys(payer));
  for (let tries = 0; tries < 5; tries++) {
    const forged = { ...params, signature: toBase64Url(testRandom(64)) };
    await expect(bank.core.submitPayment(forged, '')).rejects.toMatchObject(isRefused('U15'));
  }
  expect(await payRight()).toMatchObject({ code: '00' });
});

test('repeating a wrong try does not count twice', async () => {
  const order = orderFor(bank.core, session, { payee: payee.vpa });
  const params = await submissionFor(payer, order, await wrongPinKeys(payer));
  for (let tries = 0; tries < 5; tries++) {
    expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject({ code: 'ZM' });
  }
  expect(await payRight()).toMatchObject({ code: '00' });
});

test('the bank signs with the server key over the same message', async () => {
  const order = orderFor(bank.core, session, { payee: payee.vpa });
  const params = await submissionFor(payer, order);
  const { serverSignature = '' } = await bank.core.submitPayment(params, '', session.id);
  const challenge = {
    user: payer.vpa,
    clientNonce: params.pin.clientNonce,
    serverNonce: order.nonce,
    salt: payer.salt,
    iterations: 4_096,
    actionHash: nodeCrypto.sha256(orderSigningBytes(params.order)),
  };
  const signature = new Uint8Array(Buffer.from(serverSignature, 'base64url'));
  expect(await checkServerSignature(nodeCrypto, payer.pinKeys, challenge, signature)).toBe(true);
  const other = { ...challenge, serverNonce: params.pin.clientNonce };
  expect(await checkServerSignature(nodeCrypto, payer.pinKeys, other, signature)).toBe(false);
});

test('the balance is behind the PIN; wrong ones count with those of payments', async () => {
  const ask = async (keys = payer.pinKeys) =>
    bank.core.sealedCall(open(), 'account.balance', {
      pin: await pinActionProof(bank.core, session, 'BALANCE', keys),
    });
  expect(await ask()).toMatchObject({ balancePaise: '1000000' });
  const wrong = await wrongPinKeys(payer);
  await expect(ask(wrong)).rejects.toMatchObject(isRefused('ZM'));
  await expect(ask(wrong)).rejects.toMatchObject(isRefused('ZM'));
  expect(await codes(1)).toEqual(['Z6']);
  await expect(ask()).rejects.toMatchObject(isRefused('Z6'));
  await bank.reopen();
  expect(openPhoneSession(bank.core, payer).grant.pinLockedUntilMs).toBeGreaterThan(0);
});

test('a balance proof opens no payment and no other action', async () => {
  const pin = await pinActionProof(bank.core, session, 'BALANCE');
  const order = orderFor(bank.core, session, { payee: payee.vpa });
  const params = { ...(await submissionFor(payer, order)), pin };
  expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject({ code: 'ZM' });
  const other = await pinActionProof(bank.core, session, 'BALANCE');
  const { fields } = await verifierFor('135790');
  await expect(
    bank.core.sealedCall(open(), 'pin.change', { pin: other, verifier: fields }),
  ).rejects.toMatchObject(isRefused('ZM'));
});

test('a changed PIN works at once, in every session and after a restart; the old one does not', async () => {
  const second = openPhoneSession(bank.core, payer);
  await payRight(second);
  const next = await verifierFor('135790');
  const changed = await bank.core.sealedCall(open(), 'pin.change', {
    pin: await pinActionProof(bank.core, session, 'CHANGE_PIN'),
    verifier: next.fields,
  });
  expect(changed.serverSignature).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await payRight(second)).toMatchObject({ code: 'ZM' });
  const phone = { ...payer, salt: next.salt, pinKeys: next.keys };
  expect(await payRight({ ...second, phone })).toMatchObject({ code: '00' });
  await bank.reopen();
  expect(await payRight(openPhoneSession(bank.core, phone))).toMatchObject({ code: '00' });
});

test('a real phone may not store a weakly hashed PIN', async () => {
  const { fields } = await verifierFor('2468');
  await expect(
    bank.core.registerUser(
      { name: 'Weak', mobile: '9000000001', pin: fields, openingBalancePaise: '0' },
      { isSimulated: false },
    ),
  ).rejects.toMatchObject(isRefused('U10'));
});

test('tries and hours are settings', async () => {
  const settings = await bank.core.adminCall('admin.settings.get', {});
  await bank.core.adminCall('admin.settings.set', { ...settings, pinTriesMax: 1, pinLockHours: 1 });
  expect(await codes(1)).toEqual(['Z6']);
  bank.clock.advance(3_600_000);
  open().renewNonce();
  expect(await payRight()).toMatchObject({ code: '00' });
});
