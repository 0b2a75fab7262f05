import { describe, expect, test } from 'vitest';
import {
  MMID_PATTERN,
  mmidFrom,
  RRN_PATTERN,
  rrnDayFrom,
  rrnFrom,
  TXN_ID_PATTERN,
  txnIdFrom,
  VMID_PATTERN,
  vmidFrom,
} from '#shared/ids.ts';
import { terminalPortProblem } from '#shared/ports.ts';
import { isPlainText, isVpa, normaliseMobile, vpaUserFrom } from '#shared/vpa.ts';

const bytes = (fill: number) => new Uint8Array(16).fill(fill);

describe('made identifiers fit their own patterns', () => {
  test.each([0, 1, 31, 127, 255])('from bytes of %d', (fill) => {
    expect(txnIdFrom(bytes(fill))).toMatch(TXN_ID_PATTERN);
    expect(vmidFrom(bytes(fill))).toMatch(VMID_PATTERN);
    expect(mmidFrom(bytes(fill))).toMatch(MMID_PATTERN);
  });

  test('ids made with a time sort by it and keep ten random bytes', () => {
    const [early, late] = [
      txnIdFrom(bytes(255), 1_800_000_000_000),
      txnIdFrom(bytes(0), 1_800_000_000_001),
    ];
    expect(early).toMatch(TXN_ID_PATTERN);
    expect(early < late).toBe(true);
    expect(early.slice(-20)).toBe('ff'.repeat(10));
  });

  test('RRN is the last digit of the year, the day of the year and the STAN', () => {
    expect(rrnFrom(rrnDayFrom(Date.UTC(2026, 10, 22)), 11_204_417)).toBe('632611204417');
    expect(rrnFrom(rrnDayFrom(Date.UTC(2027, 0, 1)), 100_000_001)).toBe('700100000001');
    expect(rrnFrom(rrnDayFrom(Date.UTC(2028, 11, 31, 23, 59)), 7)).toBe('836600000007');
    expect(rrnFrom(rrnDayFrom(0), 0)).toMatch(RRN_PATTERN);
  });
});

describe('terminal ports', () => {
  test.each([1024, 5000, 6001, 65_535])('%d may be used', (port) => {
    expect(terminalPortProblem(port)).toBeUndefined();
  });
  test.each([0, -1, 80, 1023, 65_536, 6000, 6667, 10_080, 5060, 6001.5, Number.NaN])(
    '%d is turned down with a reason',
    (port) => {
      expect(terminalPortProblem(port)).toMatch(/^Port /);
    },
  );
});

describe('UPI IDs, mobiles and names', () => {
  test.each(['tea@upisim', 'a.b-c_9@okbank', '123@ifsc.npci'])('%s is a UPI ID', (text) => {
    expect(isVpa(text)).toBe(true);
  });
  test.each(['', 'a@b', 'tea', 'tea@', '@upisim', 'te a@upisim', 'TEA@upisim', 'a@b@c', 'tea@9x'])(
    '%j is not a UPI ID in normal form',
    (text) => {
      expect(isVpa(text)).toBe(false);
    },
  );
  test.each([
    ['9876543210', '9876543210'],
    ['+91 98765 43210', '9876543210'],
    ['098765-43210', '9876543210'],
    ['919876543210', '9876543210'],
    ['1234567890', undefined],
    ['98765', undefined],
    ['९८७६५४३२१०', undefined],
  ])('%s is %s', (text, expected) => {
    expect(normaliseMobile(text)).toBe(expected);
  });
  test.each([
    ['Tea stall', 'teastall'],
    ['Café & Co', 'cafeco'],
    ['चाय', 'shop'],
    ['A', 'shopa'],
  ])('a UPI ID from %s begins %s', (name, user) => {
    expect(vpaUserFrom(name)).toBe(user);
  });
  test.each(['a\u0000b', 'a\nb', 'a\u202eb', '\ud800'])('%j is not plain text', (text) => {
    expect(isPlainText(text)).toBe(false);
  });
  test('names in any script are plain text', () => {
    expect(isPlainText('चाय की दुकान ☕')).toBe(true);
  });
});
