import { expect, test } from 'vitest';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { createOutcomeHub } from '../../../../src/renderer/phone/app/outcome-hub.ts';
import { parseSettings } from '../../../../src/renderer/phone/scanner/settings.ts';
import {
  HOME,
  navigation,
  type RouteStack,
  topRoute,
} from '../../../../src/renderer/phone/state/navigation.ts';
import { hasReceipt, knownPayees } from '../../../../src/renderer/phone/state/payment-facts.ts';
import { createSecretPin } from '../../../../src/renderer/phone/state/secret-pin.ts';

test('screens stack, back never leaves home, and the stack has an end', () => {
  expect(navigation(HOME, { type: 'back' })).toEqual(HOME);
  let stack: RouteStack = HOME;
  for (let count = 0; count < 30; count++) {
    stack = navigation(stack, { type: 'open', route: { name: 'history' } });
  }
  expect(stack).toHaveLength(8);
  expect(stack[0]).toEqual({ name: 'home' });
  stack = navigation(stack, { type: 'open', route: { name: 'settings' } });
  expect(topRoute(stack).name).toBe('settings');
  expect(topRoute(navigation(stack, { type: 'back' })).name).toBe('history');
  expect(navigation(stack, { type: 'home' })).toEqual(HOME);
  expect(navigation(stack, { type: 'open', route: { name: 'home' } })).toEqual(HOME);
});

test('a chosen PIN can be compared and taken once', () => {
  const secret = createSecretPin();
  expect(secret.isSame('')).toBe(false);
  secret.keep('4826');
  expect([secret.isSame('4826'), secret.isSame('4827')]).toEqual([true, false]);
  expect(secret.take()).toBe('4826');
  expect(() => secret.take()).toThrow('no PIN');
  expect(secret.isSame('4826')).toBe(false);
  expect(JSON.stringify(secret)).toBe('{}');
});

test.each([
  [null, 'camera'],
  ['', 'camera'],
  ['not json', 'camera'],
  ['null', 'camera'],
  ['{"source":"microwave"}', 'camera'],
  ['{"source":"window","cameraId":7,"isMirrored":"no"}', 'window'],
])('scanner settings from storage: %s', (stored, source) => {
  expect(parseSettings(stored)).toMatchObject({ source, cameraId: '', isMirrored: true });
});

test('ends of payments reach everybody who listens, and nobody afterwards', () => {
  const hub = createOutcomeHub();
  const heard: string[] = [];
  const stop = hub.listen((outcome) => heard.push(outcome.kind));
  hub.emit([{ kind: 'pending', txnId: 'A' }]);
  stop();
  hub.emit([{ kind: 'pending', txnId: 'B' }]);
  expect(heard).toEqual(['pending']);
});

const row = (change: Partial<PaymentRow>): PaymentRow => ({
  sequence: 1,
  txnId: 'SIM1',
  rrn: '632600000001',
  direction: 'debit',
  type: 'payment',
  payer: 'me@upisim',
  payerName: 'Me',
  payee: 'tea@upisim',
  payeeName: 'Tea stall',
  amountPaise: '100',
  code: '00',
  status: 'SUCCESS',
  reference: '',
  note: '',
  timeMs: 0,
  ...change,
});

test('people paid before: outgoing, not failed, each once, newest first', () => {
  const rows = [
    row({ payee: 'a@upisim', payeeName: 'A' }),
    row({ payee: 'b@upisim', payeeName: 'B', status: 'FAILURE' }),
    row({ payee: 'me@upisim', direction: 'credit' }),
    row({ payee: 'a@upisim', payeeName: 'A, older' }),
    row({ payee: 'c@upisim', payeeName: 'C' }),
  ];
  expect(knownPayees(rows, 5)).toEqual([
    { vpa: 'a@upisim', name: 'A' },
    { vpa: 'c@upisim', name: 'C' },
  ]);
  expect(knownPayees(rows, 1)).toHaveLength(1);
});

test('only payments that moved money have a receipt', () => {
  expect(hasReceipt(row({}))).toBe(true);
  expect(hasReceipt(row({ status: 'FAILURE' }))).toBe(false);
  expect(hasReceipt(row({ status: 'PENDING' }))).toBe(false);
  expect(hasReceipt(row({ type: 'opening' }))).toBe(false);
});
