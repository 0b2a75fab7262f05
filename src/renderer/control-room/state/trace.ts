import type { TraceStep } from '#shared/protocol/admin-methods.ts';

/** The steps that the bank reported of one payment, in the bank's order. */
export interface Trace {
  readonly txnId: string;
  readonly steps: readonly TraceStep[];
}

/** Payments whose steps the window remembers. */
export const TRACES_MAX = 64;
/** A payment has seven steps; more of them would be the bank repeating itself. */
const STEPS_MAX = 16;

/** Adds a step to its payment's trace, newest payment first. */
export function addTraceStep(traces: readonly Trace[], step: TraceStep): readonly Trace[] {
  const known = traces.find((trace) => trace.txnId === step.txnId);
  if (!known) return [{ txnId: step.txnId, steps: [step] }, ...traces].slice(0, TRACES_MAX);
  if (known.steps.length >= STEPS_MAX || known.steps.some((other) => other.step === step.step)) {
    return traces;
  }
  const longer = { ...known, steps: [...known.steps, step].sort((a, b) => a.atMs - b.atMs) };
  return traces.map((trace) => (trace === known ? longer : trace));
}

export const LANES = ['phone', 'terminal', 'bank', 'ledger'] as const;
export type Lane = (typeof LANES)[number];

export type TraceLabel =
  | 'submitSealed'
  | 'submitDirect'
  | 'relayed'
  | 'verified'
  | 'debited'
  | 'credited'
  | 'durable'
  | 'answered'
  | 'notified';

/** One arrow of the sequence diagram; `from` equal to `to` is work done in one place. */
export interface TraceLine {
  readonly id: string;
  readonly from: Lane;
  readonly to: Lane;
  readonly label: TraceLabel;
  /** Milliseconds since the bank received the payment; absent where the bank cannot know. */
  readonly atMs?: number;
  readonly step: TraceStep;
  /** Passes the terminal's lane without stopping there. */
  readonly isThroughTerminal: boolean;
  readonly isReturning: boolean;
}

type Draw = Pick<TraceLine, 'from' | 'to' | 'label'>;

/** What the bank saw of the arrival tells two arrows: into the terminal, and on to the bank. */
function arrival(step: TraceStep): TraceLine[] {
  const base = { step, isThroughTerminal: false, isReturning: false };
  if (step.route === '') {
    const label = 'submitDirect';
    return [{ ...base, id: 'received', from: 'phone', to: 'bank', label, atMs: step.atMs }];
  }
  return [
    { ...base, id: 'sent', from: 'phone', to: 'terminal', label: 'submitSealed' },
    {
      ...base,
      id: 'received',
      from: 'terminal',
      to: 'bank',
      label: 'relayed',
      atMs: step.atMs,
    },
  ];
}

const drawn: Readonly<Record<Exclude<TraceStep['step'], 'received'>, Draw>> = {
  verified: { from: 'bank', to: 'bank', label: 'verified' },
  debited: { from: 'bank', to: 'ledger', label: 'debited' },
  credited: { from: 'bank', to: 'ledger', label: 'credited' },
  durable: { from: 'ledger', to: 'bank', label: 'durable' },
  answered: { from: 'bank', to: 'phone', label: 'answered' },
  notified: { from: 'bank', to: 'terminal', label: 'notified' },
};

/** The arrows of a payment's way, as far as it has come. */
export function traceLines(trace: Trace): readonly TraceLine[] {
  return trace.steps.flatMap((step) => {
    if (step.step === 'received') return arrival(step);
    const line = drawn[step.step];
    const isReturning = LANES.indexOf(line.to) < LANES.indexOf(line.from);
    const isThroughTerminal = line.to === 'phone' && step.route !== '';
    return [{ ...line, id: step.step, atMs: step.atMs, step, isThroughTerminal, isReturning }];
  });
}

/** How long the bank took from receiving to answering; undefined while it is under way. */
export const traceDurationMs = (trace: Trace | undefined): number | undefined =>
  trace?.steps.find((step) => step.step === 'answered')?.atMs;
