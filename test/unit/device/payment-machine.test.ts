import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  IDLE,
  type PaymentEvent,
  type PaymentState,
  paymentMachine,
} from '#shared/device/payment-machine.ts';
import type { PayOutcome } from '#shared/device/pending.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import type { PaymentResult } from '#shared/protocol/payments.ts';

const payment: PreparedPayment = {
  payeeVpa: 'ashatea@upisim',
  payeeName: 'Asha Tea Stall',
  payeeKind: 'merchant',
  mcc: '5499',
  amount: { kind: 'locked', amountPaise: 2_000 },
  note: '',
  reference: 'CH1',
  mode: '16',
  trust: 'verified',
  route: { kind: 'terminal', vmid: 'VM7K2M9Q4T', port: 6001, host: '127.0.0.1' },
};
const txnId = 'SIM'.padEnd(35, '0');
const result = (code: PaymentResult['code'], status: PaymentResult['status']): PaymentResult => ({
  txnId,
  status,
  code,
  rrn: '632600000001',
  amountPaise: '2000',
  payer: 'ravi@upisim',
  payee: payment.payeeVpa,
  payeeName: payment.payeeName,
  payerName: 'Ravi',
  reference: 'CH1',
  note: '',
  timeMs: 1,
});
const paid: PayOutcome = { kind: 'paid', result: result('00', 'SUCCESS') };
const wrongPin: PayOutcome = { kind: 'declined', result: result('ZM', 'FAILURE') };
const expired: PayOutcome = { kind: 'declined', result: result('X1', 'FAILURE') };
const unknown: PayOutcome = { kind: 'pending', txnId };
const unreachable: PayOutcome = {
  kind: 'failed',
  failure: { kind: 'unreachable', detail: 'The bank does not answer.' },
};

const steps: PaymentEvent[] = [
  { type: 'scan' },
  { type: 'found', text: 'upi://pay?pa=a@b' },
  { type: 'prepared', text: 'upi://pay?pa=a@b', payment },
  { type: 'confirmed', amountPaise: 2_000, note: 'tea' },
  { type: 'pin-entered', nowMs: 5 },
];
const run = (events: readonly PaymentEvent[], from: PaymentState = IDLE): PaymentState =>
  events.reduce(paymentMachine, from);
const processing = run(steps);

test('from scan to paid', () => {
  const kinds = steps.map((_step, index) => run(steps.slice(0, index + 1)).kind);
  expect(kinds).toEqual(['scanning', 'preparing', 'review', 'pin', 'processing']);
  const done = paymentMachine(processing, { type: 'answered', outcome: paid });
  expect(done).toMatchObject({ kind: 'paid', amountPaise: 2_000, note: 'tea', result: { txnId } });
  expect(paymentMachine(done, { type: 'close' })).toEqual(IDLE);
});

test('one scan makes one sheet: a second code or a late answer changes nothing', () => {
  const preparing = run(steps.slice(0, 2));
  expect(paymentMachine(preparing, { type: 'found', text: 'other' })).toBe(preparing);
  const late: PaymentEvent = { type: 'prepared', text: 'another scan', payment };
  expect(paymentMachine(preparing, late)).toBe(preparing);
  const review = run(steps.slice(0, 3));
  expect(paymentMachine(review, { type: 'found', text: 'other' })).toBe(review);
});

test('while a payment is being answered nothing can stop or repeat it', () => {
  const events: PaymentEvent[] = [
    { type: 'close' },
    { type: 'back' },
    { type: 'scan' },
    { type: 'again' },
    { type: 'pin-entered', nowMs: 9 },
    { type: 'found', text: 'x' },
  ];
  for (const event of events) expect(paymentMachine(processing, event)).toBe(processing);
});

test('a wrong PIN goes back to the PIN of the same sheet, an expired code to the scanner', () => {
  const wrong = paymentMachine(processing, { type: 'answered', outcome: wrongPin });
  expect(wrong.kind).toBe('failed');
  expect(paymentMachine(wrong, { type: 'again' })).toMatchObject({
    kind: 'pin',
    hasWrongPin: true,
  });
  const late = paymentMachine(processing, { type: 'answered', outcome: expired });
  expect(paymentMachine(late, { type: 'again' })).toEqual({ kind: 'scanning' });
});

test('nothing sent: the same sheet can be tried again', () => {
  const failed = paymentMachine(processing, { type: 'answered', outcome: unreachable });
  expect(paymentMachine(failed, { type: 'again' })).toMatchObject({
    kind: 'pin',
    hasWrongPin: false,
    payment,
  });
});

test('the end of an earlier payment is not taken for that of the one being sent', () => {
  const foreign: PayOutcome = {
    kind: 'paid',
    result: { ...result('00', 'SUCCESS'), txnId: 'SIM'.padEnd(35, '1') },
  };
  expect(paymentMachine(processing, { type: 'resolved', outcome: foreign })).toBe(processing);
});

describe('a pending payment', () => {
  const pending = paymentMachine(processing, { type: 'answered', outcome: unknown });
  test('resolves by its own id only', () => {
    expect(pending).toMatchObject({ kind: 'pending', txnId });
    const foreign: PayOutcome = {
      kind: 'paid',
      result: { ...result('00', 'SUCCESS'), txnId: 'SIM'.padEnd(35, '1') },
    };
    expect(paymentMachine(pending, { type: 'resolved', outcome: foreign })).toBe(pending);
    expect(paymentMachine(pending, { type: 'resolved', outcome: paid }).kind).toBe('paid');
  });
  test('can be paid again, for the same payment', () => {
    expect(paymentMachine(pending, { type: 'again' })).toMatchObject({ kind: 'pin', payment });
  });
});

test('a code that cannot be paid says why and lets the next one in', () => {
  const failure = { kind: 'bad-code', detail: 'This code is not a UPI code.' } as const;
  const preparing = run(steps.slice(0, 2));
  const failed = paymentMachine(preparing, {
    type: 'not-prepared',
    text: 'upi://pay?pa=a@b',
    failure,
  });
  expect(failed).toMatchObject({ kind: 'failed', failure });
  expect(paymentMachine(failed, { type: 'found', text: 'next' }).kind).toBe('preparing');
  expect(paymentMachine(failed, { type: 'again' })).toEqual({ kind: 'scanning' });
});

test('whatever happens: no PIN in a state, and money is only sent after review and PIN', () => {
  const events: fc.Arbitrary<PaymentEvent> = fc.oneof(
    fc.constantFrom<PaymentEvent>(
      ...steps,
      { type: 'again' },
      { type: 'back' },
      { type: 'close' },
      { type: 'not-prepared', text: 'upi://pay?pa=a@b', failure: { kind: 'internal', detail: '' } },
    ),
    fc
      .constantFrom(paid, wrongPin, expired, unknown, unreachable)
      .chain((outcome) =>
        fc.constantFrom<PaymentEvent>({ type: 'answered', outcome }, { type: 'resolved', outcome }),
      ),
  );
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (history) => {
      let state = IDLE;
      for (const event of history) {
        const next = paymentMachine(state, event);
        if (next.kind === 'processing' && state.kind !== 'processing') {
          expect(state.kind).toBe('pin');
          expect(event.type).toBe('pin-entered');
        }
        if (next.kind === 'paid' && state.kind !== 'paid') {
          expect(['processing', 'pending']).toContain(state.kind);
        }
        state = next;
      }
    }),
  );
});
