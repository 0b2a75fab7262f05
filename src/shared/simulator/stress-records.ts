import { z } from 'zod';
import { SCENARIO_NAMES, stressOptionsSchema } from '../stress-options.ts';

/** A stress run as the control room asks for it and sees it. */
export const stressRequest = z.strictObject({
  options: stressOptionsSchema,
  /** `scratch`: a bank of its own, gone afterwards. `live`: the bank of this desk. */
  target: z.enum(['scratch', 'live']).default('scratch'),
});
export type StressRequest = z.output<typeof stressRequest>;

const latency = z.object({
  p50Ms: z.number(),
  p90Ms: z.number(),
  p99Ms: z.number(),
  p999Ms: z.number(),
  maxMs: z.number(),
});
const phaseFigure = z.object({
  phase: z.enum(['derive', 'connect', 'register', 'session', 'pay', 'verify']),
  done: z.number(),
  total: z.number(),
  durationMs: z.number(),
});
const outcome = z.object({
  scenario: z.enum(SCENARIO_NAMES),
  code: z.string(),
  isAsExpected: z.boolean(),
  count: z.number(),
});
const totals = z.object({
  answered: z.number(),
  wrong: z.number(),
  lost: z.number(),
  latency,
  outcomes: z.array(outcome).readonly(),
});
export type StressOutcome = z.output<typeof outcome>;
export type StressPhase = z.output<typeof phaseFigure>;

/** How the stressed bank is, by its own figures. */
const bankFigures = z.object({
  /** Of the process that the bank runs in; 100 is one core. */
  cpuPercent: z.number(),
  memoryBytes: z.number(),
  /** Money movements in the last commit. */
  commitEntries: z.number(),
});
export type StressedBank = z.output<typeof bankFigures>;

export const stressProgress = z.object({
  phase: phaseFigure.optional(),
  finished: z.array(phaseFigure).readonly(),
  interval: z.object({ answered: z.number(), perSecond: z.number(), latency }),
  totals,
  openConnections: z.number(),
  bank: bankFigures.optional(),
});
export type StressProgressRecord = z.output<typeof stressProgress>;

export const stressSummary = z.object({
  isGood: z.boolean(),
  isStopped: z.boolean(),
  signatures: z.string(),
  phases: z.array(phaseFigure).readonly(),
  /** Connect to pay: derivation and check apart. */
  wholeMs: z.number(),
  paymentsPerSecond: z.number(),
  registrationsPerSecond: z.number(),
  totals,
  acknowledged: z.number(),
  /** The highest of each that was seen. */
  bank: bankFigures.optional(),
  verdict: z
    .object({
      isSound: z.boolean(),
      problem: z.string().optional(),
      entries: z.number(),
      blocks: z.number(),
      sumPaise: z.string(),
      missing: z.number(),
      doubled: z.number(),
    })
    .optional(),
  problems: z.array(z.string()).readonly(),
});
export type StressSummaryRecord = z.output<typeof stressSummary>;

export const stressStatus = z.object({
  state: z.enum(['idle', 'running', 'stopping', 'ended']),
  request: stressRequest.optional(),
  progress: stressProgress.optional(),
  summary: stressSummary.optional(),
  /** Why there is no summary, for people. */
  problem: z.string().optional(),
  /** With so many connections the run could begin that needs too many open files. */
  connectionsPossible: z.number().optional(),
  /** Rows as JSON and CSV, and the summary; in the data folder's `saved/`. */
  files: z.array(z.string()).optional(),
});
export type StressStatus = z.output<typeof stressStatus>;
