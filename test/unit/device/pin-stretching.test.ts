import { describe, expect, test } from 'vitest';
import { toBase64Url } from '#shared/bytes.ts';
import { PhoneError } from '#shared/device/outcome.ts';
import type { PhoneIdentity } from '#shared/device/phone-store.ts';
import { checkGrant, checkPinForm, newPinVerifier } from '#shared/device/pin-stretching.ts';
import type { SessionGrant } from '#shared/protocol/sealed-methods.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

const salt = (byte: number): string => toBase64Url(new Uint8Array(16).fill(byte));
const identity: PhoneIdentity = {
  bankId: 'b',
  deviceId: 'phone-00000001',
  uid: 'U000000001',
  mmid: '9000001',
  vpa: 'ravi@upisim',
  name: 'Ravi',
  mobile: '9876543210',
  pin: { salt: salt(1), iterations: 600_000 },
};
const grant = (pinSalt: string, pinIterations: number, vpa = identity.vpa): SessionGrant => ({
  nextNonce: salt(9),
  timeMs: 1,
  name: identity.name,
  vpa,
  mobile: identity.mobile,
  pinSalt,
  pinIterations,
});
const FLOOR = 600_000;

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof PhoneError) return error.failure.kind;
    throw error;
  }
  return 'none';
}

describe('what a bank says about the PIN', () => {
  test('is believed when it is what this phone sent', () => {
    expect(checkGrant(identity, grant(salt(1), 600_000), FLOOR)).toBe(identity);
  });

  test.each([
    ['another salt', grant(salt(2), 600_000)],
    ['fewer iterations', grant(salt(1), 599_999)],
    ['one iteration', grant(salt(1), 1)],
    ['more iterations than registered', grant(salt(1), 700_000)],
    ['so many that the phone would stall', grant(salt(1), 5_000_001)],
    ['another account', grant(salt(1), 600_000, 'thief@upisim')],
  ])('%s is not believed', (_case, told) => {
    expect(refusalOf(() => checkGrant(identity, told, FLOOR))).toBe('not-genuine');
  });

  test('a newly bound phone learns the salt, but no weak stretching', () => {
    const { pin: _none, ...bound } = identity;
    expect(checkGrant(bound, grant(salt(5), 600_000), FLOOR).pin?.salt).toBe(salt(5));
    expect(refusalOf(() => checkGrant(bound, grant(salt(5), 4_096), FLOOR))).toBe('not-genuine');
    expect(checkGrant(bound, grant(salt(5), 4_096), 4_096).pin?.iterations).toBe(4_096);
  });

  test('after a PIN change whose answer was lost either of the two holds, no third', () => {
    const changing = { ...identity, nextPin: { salt: salt(2), iterations: 600_000 } };
    const changed = checkGrant(changing, grant(salt(2), 600_000), FLOOR);
    expect(changed).toMatchObject({ pin: { salt: salt(2) } });
    expect(changed.nextPin).toBeUndefined();
    expect(checkGrant(changing, grant(salt(1), 600_000), FLOOR)).toBe(changing);
    expect(refusalOf(() => checkGrant(changing, grant(salt(3), 600_000), FLOOR))).toBe(
      'not-genuine',
    );
  });
});

test.each(['', '1', '123', '12345', '1234567', '12a4', '१२३४', ' 1234', '-123'])(
  'PIN "%s" is not sent anywhere',
  (pin) => {
    expect(refusalOf(() => checkPinForm(pin))).toBe('invalid');
  },
);

test('a verifier has a fresh salt each time and no PIN in it', async () => {
  const first = await newPinVerifier(nodeCrypto, '246810', 4_096);
  const second = await newPinVerifier(nodeCrypto, '246810', 4_096);
  expect(first.stretching.salt).not.toBe(second.stretching.salt);
  expect(first.verifier.storedKey).not.toBe(second.verifier.storedKey);
  expect(JSON.stringify(first)).not.toContain('246810');
});
