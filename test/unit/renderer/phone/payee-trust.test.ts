import { describe, expect, test } from 'vitest';
import { succeed } from '#shared/device/outcome.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import {
  isReadyForPin,
  otherName,
  payeeTrust,
  pictureCapPaise,
  refuseStripped,
} from '../../../../src/renderer/phone/state/payee-trust.ts';

const payment: PreparedPayment = {
  payeeVpa: 'teastall@upisim',
  payeeName: 'Tea stall',
  payeeKind: 'merchant',
  mcc: '5499',
  amount: { kind: 'locked', amountPaise: 2_000 },
  note: '',
  reference: '',
  mode: '02',
  trust: 'verified',
  route: { kind: 'bank' },
};
const link = (rest: string): string => `upi://pay?pa=teastall%40upisim&${rest}`;
const signed = link('pn=Tea%20stall&mode=02&sign=MEUCIQ==');
const plain = link('pn=Tea%20stall&mode=01');

describe('who vouches for the payee', () => {
  test.each([
    ['a signed code', payment, signed, 'signed'],
    ['a shop’s code without signature', { ...payment, trust: 'unsigned' }, plain, 'unsigned'],
    ['a typed UPI ID of a shop', { ...payment, trust: 'unsigned' }, 'teastall@upisim', 'directory'],
    ['a typed VMID:PORT', { ...payment, trust: 'unsigned' }, 'VM7K2M9Q4T:6001', 'directory'],
    ['a person', { ...payment, payeeKind: 'person', trust: 'unsigned' }, plain, 'directory'],
  ] as const)('%s', (_name, given, text, trust) => {
    expect(payeeTrust(given, text)).toBe(trust);
  });
});

test.each([
  ['pn=Tea%20stall', undefined],
  ['pn=TEA-STALL', undefined],
  ['', undefined],
  ['pn=', undefined],
  ['pn=Tea%20stale', 'Tea stale'],
  ['pn=%E0%A4%9A%E0%A4%BE%E0%A4%AF', 'चाय'],
])('the name in "%s" compared with the bank’s', (rest, expected) => {
  expect(otherName(payment, link(rest))).toBe(expected);
});

describe('a promised signature that is missing is refused', () => {
  test.each(['02', '16', '20', '23'])('mode %s', (mode) => {
    const answer = refuseStripped(succeed(payment), link(`mode=${mode}`));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-genuine', code: 'X6' } });
  });
  test.each([signed, plain, 'teastall@upisim', 'VM7K2M9Q4T:6001'])('but not %s', (text) => {
    expect(refuseStripped(succeed(payment), text).ok).toBe(true);
  });
});

test('only pictures of unsigned shops’ codes have a cap', () => {
  expect(pictureCapPaise('unsigned', 'picture')).toBe(200_000);
  expect(pictureCapPaise('unsigned', 'camera')).toBeUndefined();
  expect(pictureCapPaise('signed', 'picture')).toBeUndefined();
  expect(pictureCapPaise('directory', 'picture')).toBeUndefined();
});

test('the PIN pad comes at once only when nothing else is to be asked', () => {
  expect(isReadyForPin(payment, signed, 'camera')).toBe(true);
  expect(isReadyForPin({ ...payment, amount: { kind: 'free' } }, signed, 'camera')).toBe(false);
  expect(isReadyForPin({ ...payment, trust: 'unsigned' }, plain, 'camera')).toBe(false);
  expect(isReadyForPin(payment, link('pn=Other&sign=MEUCIQ=='), 'camera')).toBe(false);
});
