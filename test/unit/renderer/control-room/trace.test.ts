import { describe, expect, it } from 'vitest';
import {
  addTraceStep,
  TRACES_MAX,
  type Trace,
  traceDurationMs,
  traceLines,
} from '../../../../src/renderer/control-room/state/trace.ts';
import { step, txn } from './samples.ts';

const collect = (...steps: ReturnType<typeof step>[]): readonly Trace[] =>
  steps.reduce<readonly Trace[]>(addTraceStep, []);
const full = (route: string) =>
  collect(
    step('received', 0, { route, bytes: 612 }),
    step('verified', 0.8, { route }),
    step('debited', 1, { route }),
    step('credited', 1, { route }),
    step('durable', 54.8, { route }),
    step('answered', 55, { route }),
    step('notified', 55.2, { route }),
  )[0] as Trace;

describe('addTraceStep', () => {
  it('orders steps by time, however they arrive, and takes each step once', () => {
    const [trace] = collect(step('durable', 9), step('received', 0), step('durable', 10));
    expect(trace?.steps.map((one) => one.step)).toEqual(['received', 'durable']);
  });

  it('keeps the newest payments only', () => {
    const many = collect(
      ...Array.from({ length: TRACES_MAX + 9 }, (_, index) =>
        step('received', 0, { txnId: txn(index) }),
      ),
    );
    expect(many).toHaveLength(TRACES_MAX);
    expect(many[0]?.txnId).toBe(txn(TRACES_MAX + 8));
  });
});

describe('traceLines', () => {
  it('draws a relayed payment through all four lanes', () => {
    expect(traceLines(full('VM7K2M9Q4T')).map((one) => `${one.from}>${one.to}`)).toEqual([
      'phone>terminal',
      'terminal>bank',
      'bank>bank',
      'bank>ledger',
      'bank>ledger',
      'ledger>bank',
      'bank>phone',
      'bank>terminal',
    ]);
  });

  it('invents no time for the leg that the bank cannot see', () => {
    const [sent, relayed] = traceLines(full('VM7K2M9Q4T'));
    expect(sent).not.toHaveProperty('atMs');
    expect(relayed?.atMs).toBe(0);
  });

  it('draws a straight payment past the terminal', () => {
    const lines = traceLines(full(''));
    expect(lines[0]).toMatchObject({ from: 'phone', to: 'bank', label: 'submitDirect' });
    expect(lines.every((one) => !one.isThroughTerminal)).toBe(true);
  });

  it('shows a payment under way as far as it has come, without a duration', () => {
    const trace = collect(step('received', 0), step('verified', 1))[0] as Trace;
    expect(traceLines(trace)).toHaveLength(3);
    expect(traceDurationMs(trace)).toBeUndefined();
    expect(traceDurationMs(full(''))).toBe(55);
  });

  it('gives every arrow its own id and the step behind it', () => {
    const lines = traceLines(full('VM7K2M9Q4T'));
    expect(new Set(lines.map((one) => one.id)).size).toBe(lines.length);
    expect(lines[1]?.step.bytes).toBe(612);
  });
});
