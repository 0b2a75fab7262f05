import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64Url } from '#shared/bytes.ts';
import { merchantCertificateBytes } from '#shared/signing-bytes.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import { openTestBank, type TestBank, testRandom } from '../../support/bank/test-bank.ts';
import { newMerchantKey, registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  deviceKeyFor,
  openPhoneSession,
  orderFor,
  pay,
  registerPhone,
  submissionFor,
  verifierFor,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
beforeEach(async () => {
  bank = await openTestBank();
});
afterEach(() => bank.remove());

const isRefused = (responseCode: string) => ({ data: { responseCode } });
const isU10 = { data: expect.objectContaining({ responseCode: 'U10' }) };
const accounts = () => bank.core.health().accounts;

describe('users', () => {
  test('get UID, MMID and a UPI ID; a taken name gets a number', async () => {
    const first = await registerPhone(bank.core, { name: 'Asha Rao' });
    const second = await registerPhone(bank.core, { name: 'Asha Rao' });
    expect(first).toMatchObject({ uid: 'U000000001', vpa: 'asharao@upisim' });
    expect(second).toMatchObject({ uid: 'U000000002', vpa: 'asharao2@upisim' });
    expect(bank.core.lookup({ mobile: second.mobile })).toMatchObject({
      kind: 'person',
      vpa: 'asharao2@upisim',
    });
  });

  test('a mobile number is registered once, also when two come at once', async () => {
    const both = await Promise.allSettled([
      registerPhone(bank.core, { mobile: '9888888888' }),
      registerPhone(bank.core, { mobile: '9888888888' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining(isU10) }),
    );
    expect(await bank.core.verify()).toMatchObject({ isSound: true, entries: 1 });
  });

  test('an opening balance above the setting, a taken or foreign UPI ID: nothing is registered', async () => {
    await registerPhone(bank.core, { name: 'Asha' });
    const { fields } = await verifierFor('2580');
    const before = accounts();
    for (const change of [
      { openingBalancePaise: '1000000001' },
      { vpa: 'asha@upisim' },
      { vpa: 'asha@otherbank' },
    ]) {
      const params = { name: 'New', mobile: '9777777777', pin: fields, openingBalancePaise: '0' };
      await expect(
        bank.core.registerUser({ ...params, ...change }, { isSimulated: true }),
      ).rejects.toMatchObject(isRefused('U10'));
    }
    expect(accounts()).toBe(before);
  });

  test('a device key without proof that it is held is refused', async () => {
    const { fields } = await verifierFor('2580');
    const signer = nodeDeviceSigner(testRandom(32));
    const device = deviceKeyFor(bank.core, '9000000009', 'device-one', signer);
    await expect(
      bank.core.registerUser(
        { name: 'X', mobile: '9000000008', pin: fields, openingBalancePaise: '0', device },
        { isSimulated: true },
      ),
    ).rejects.toMatchObject(isRefused('U15'));
  });
});

describe('merchants', () => {
  test('get MID, VMID and a certificate that anybody can check', async () => {
    const { certificate, ...merchant } = await registerTestMerchant(bank.core);
    expect(merchant).toMatchObject({ mid: 'M000000001', vpa: 'teastall@upisim' });
    const { certification } = bank.core.identity;
    const signature = new Uint8Array(Buffer.from(certificate.signature, 'base64url'));
    const signed = merchantCertificateBytes(certificate);
    expect(nodeCrypto.verifyEd25519(certification.publicKey, signed, signature)).toBe(true);
    expect(bank.core.lookup({ vmid: merchant.vmid })).toMatchObject({ merchant: { certificate } });
  });

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '::1'])(
    'one port of this machine is for one terminal (%s)',
    async (host) => {
      await registerTestMerchant(bank.core, { host: '127.0.0.1', port: 7_001 });
      await expect(
        registerTestMerchant(bank.core, { name: 'Juice', host, port: 7_001 }),
      ).rejects.toMatchObject({
        data: {
          responseCode: 'U10',
          detail: expect.stringMatching(/Port 7001 .* Tea stall.*Choose another port/),
        },
      });
    },
  );

  test.each([6_000, 6_667, 80, 70_000])('port %i cannot be used', async (port) => {
    await expect(registerTestMerchant(bank.core, { port })).rejects.toMatchObject(isRefused('U10'));
  });

  test.each(['', 'AAAA', 'not base64!', newMerchantKey().slice(4)])(
    'a key that is no P-256 key: %j',
    async (publicKey) => {
      await expect(registerTestMerchant(bank.core, { publicKey })).rejects.toMatchObject(
        isRefused('U10'),
      );
    },
  );
});

describe('binding another phone', () => {
  const CODE = /^\d{6}$/;
  async function askForCode(mobile: string, deviceId: string): Promise<string> {
    await bank.core.requestBinding({ mobile, deviceId });
    const sms = bank.events.findLast((event) => event.to === 'admin' && event.event.kind === 'sms');
    return sms?.to === 'admin' && sms.event.kind === 'sms' ? sms.event.code : expect.fail('no SMS');
  }

  test('by SMS code; the old phone is let go of, its session ends, cooling begins', async () => {
    const old = await registerPhone(bank.core);
    const payee = await registerPhone(bank.core, { name: 'Ravi' });
    const oldSession = openPhoneSession(bank.core, old);
    const signed = await submissionFor(old, orderFor(bank.core, oldSession, { payee: payee.vpa }));
    const code = await askForCode(old.mobile, 'new-phone');
    expect(code).toMatch(CODE);
    const signer = nodeDeviceSigner(testRandom(32));
    const device = deviceKeyFor(bank.core, old.mobile, 'new-phone', signer);
    expect(
      await bank.core.bindDevice({ mobile: old.mobile, bindingCode: code, device }),
    ).toMatchObject({ uid: old.uid, vpa: old.vpa });
    expect(bank.core.session(oldSession.id)).toBeUndefined();
    expect(bank.core.deviceKey(old.uid, old.deviceId)).toBeUndefined();
    await expect(bank.core.submitPayment(signed, '', oldSession.id)).rejects.toMatchObject(
      isRefused('U66'),
    );
    expect(() => openPhoneSession(bank.core, old)).toThrow(/not bound/);
    const phone = { ...old, deviceId: 'new-phone', signer };
    await bank.reopen();
    const session = openPhoneSession(bank.core, phone);
    expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: '00' });
    const settings = await bank.core.adminCall('admin.settings.get', {});
    await bank.core.adminCall('admin.settings.set', { ...settings, areSimulatedLimited: true });
    expect(
      await pay(bank.core, session, { payee: payee.vpa, amountPaise: '500000' }),
    ).toMatchObject({ code: 'FP' });
  });

  test('a code works once, for its device, for five minutes, with five tries', async () => {
    const { mobile } = await registerPhone(bank.core);
    const bind = (deviceId: string, bindingCode: string) =>
      bank.core.bindDevice({
        mobile,
        bindingCode,
        device: deviceKeyFor(bank.core, mobile, deviceId, nodeDeviceSigner(testRandom(32))),
      });
    const first = await askForCode(mobile, 'phone-two');
    await expect(bind('phone-three', first)).rejects.toMatchObject(isRefused('U66'));
    await bind('phone-two', first);
    await expect(bind('phone-two', first)).rejects.toMatchObject(isRefused('U66'));

    const second = await askForCode(mobile, 'phone-two');
    const wrong = second === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries++) {
      await expect(bind('phone-two', wrong)).rejects.toMatchObject(isRefused('U66'));
    }
    await bank.reopen();
    await expect(bind('phone-two', second), 'used up').rejects.toMatchObject(isRefused('U66'));

    const third = await askForCode(mobile, 'phone-two');
    bank.clock.advance(300_000);
    await expect(bind('phone-two', third), 'too late').rejects.toMatchObject(isRefused('U66'));
    await expect(
      bank.core.requestBinding({ mobile, deviceId: 'phone-two' }),
      'the fourth code of a day',
    ).rejects.toMatchObject(isRefused('U80'));
    bank.clock.advance(86_400_000);
    await bind('phone-two', await askForCode(mobile, 'phone-two'));
  });

  test('who registered without a device binds it with the code of the answer', async () => {
    const { fields } = await verifierFor('2580');
    const mobile = '9666666666';
    const { bindingCode = '' } = await bank.core.registerUser(
      { name: 'Later', mobile, pin: fields, openingBalancePaise: '0' },
      { isSimulated: true },
    );
    const device = deviceKeyFor(bank.core, mobile, 'phone-one', nodeDeviceSigner(testRandom(32)));
    expect(await bank.core.bindDevice({ mobile, bindingCode, device })).toMatchObject({
      name: 'Later',
    });
  });

  test('unknown numbers and foreign keys are refused', async () => {
    await expect(
      bank.core.requestBinding({ mobile: '9111111199', deviceId: 'phone-one' }),
    ).rejects.toMatchObject(isRefused('XH'));
    const { mobile } = await registerPhone(bank.core);
    const code = await askForCode(mobile, 'phone-two');
    const device = deviceKeyFor(bank.core, mobile, 'phone-two', nodeDeviceSigner(testRandom(32)));
    const forged = { ...device, publicKey: toBase64Url(testRandom(32)) };
    await expect(
      bank.core.bindDevice({ mobile, bindingCode: code, device: forged }),
    ).rejects.toMatchObject(isRefused('U15'));
  });
});
