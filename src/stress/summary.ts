import { availableParallelism, cpus, totalmem } from 'node:os';
import type { StressedBank } from '#shared/simulator/stress-records.ts';
import type { StressOptions } from '#shared/stress-options.ts';
import type { Measurements } from './measurements.ts';
import type { PhaseFigure } from './phases.ts';

/** A payment that the bank said is done. */
export interface Acknowledged {
  readonly txnId: string;
  readonly amountPaise: number;
}

/** What the ledger says afterwards. */
export interface Verdict {
  readonly isSound: boolean;
  readonly problem?: string;
  readonly entries: number;
  readonly blocks: number;
  readonly sumPaise: string;
  readonly durationMs: number;
  /** Acknowledged payments that are not in the ledger, or with another amount. */
  readonly missing: number;
  /** Payments that are in it twice. */
  readonly doubled: number;
}

export interface StressSummary {
  readonly isGood: boolean;
  readonly isStopped: boolean;
  readonly options: StressOptions;
  readonly machine: {
    readonly processors: number;
    readonly model: string;
    readonly memoryGb: number;
  };
  readonly signatures: string;
  readonly phases: readonly PhaseFigure[];
  /** Everything but derivation. */
  readonly wholeMs: number;
  readonly paymentsPerSecond: number;
  readonly registrationsPerSecond: number;
  readonly totals: ReturnType<Measurements['totals']>;
  readonly acknowledged: number;
  /** The highest of each that was seen. */
  readonly bank?: StressedBank;
  readonly verdict: Verdict | undefined;
  readonly problems: readonly string[];
}

export interface SummaryParts {
  readonly options: StressOptions;
  readonly isStopped: boolean;
  readonly signatures: string;
  readonly phases: readonly PhaseFigure[];
  readonly totals: ReturnType<Measurements['totals']>;
  readonly acknowledged: number;
  /** The highest of each that was seen. */
  readonly bank?: StressedBank;
  readonly verdict: Verdict | undefined;
  readonly problems: readonly string[];
}

/** @param lost done without an answer */
const perSecond = (phase: PhaseFigure | undefined, lost = 0): number =>
  phase && phase.durationMs > 0 ? ((phase.done - lost) / phase.durationMs) * 1_000 : 0;

export function createSummary(parts: SummaryParts): StressSummary {
  const { totals, verdict } = parts;
  const phase = (name: string) => parts.phases.find((figure) => figure.phase === name);
  const isLedgerGood =
    verdict?.isSound === true &&
    verdict.missing === 0 &&
    verdict.doubled === 0 &&
    verdict.sumPaise === '0';
  return {
    ...parts,
    isGood: isLedgerGood && totals.wrong === 0 && totals.lost === 0 && parts.problems.length === 0,
    machine: {
      processors: availableParallelism(),
      model: cpus()[0]?.model ?? 'unknown',
      memoryGb: Math.round(totalmem() / 2 ** 30),
    },
    wholeMs: parts.phases
      .filter(({ phase: name }) => name !== 'derive' && name !== 'verify')
      .reduce((sum, { durationMs }) => sum + durationMs, 0),
    paymentsPerSecond: perSecond(phase('pay'), totals.lost),
    registrationsPerSecond: perSecond(phase('register')),
  };
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

function verdictLines({ verdict }: StressSummary): string[] {
  if (!verdict) return ['Ledger        not checked'];
  const sum = verdict.sumPaise === '0' ? 'money conserved' : `${verdict.sumPaise} paise off`;
  return [
    `Ledger        ${verdict.isSound ? 'sound' : `NOT SOUND: ${verdict.problem}`}, ${whole(verdict.entries)} entries in ${whole(verdict.blocks)} blocks, ${sum}`,
    `Acknowledged  ${verdict.missing} lost, ${verdict.doubled} doubled`,
  ];
}

function bankLines({ bank }: StressSummary): string[] {
  if (!bank) return [];
  const { memoryBytes, cpuPercent, commitEntries } = bank;
  return [
    `Bank          at most ${whole(memoryBytes / 1_024 ** 2)} MiB, ${whole(cpuPercent)} % of a core, ${whole(commitEntries)} entries in a commit (looked at once a second)`,
  ];
}

/** The printed summary. */
export function formatSummary(summary: StressSummary): string {
  const { options, totals, machine } = summary;
  const { latency } = totals;
  const kind =
    options.shape === 'closed' || options.shape === 'flash' ? 'closed loop' : 'open loop';
  return [
    '',
    `${whole(options.users)} users over ${whole(options.connections)} TLS connections, ${options.route}, ${options.framing ?? 'frames'}, ${options.shape}, concurrency ${options.concurrency}`,
    `${machine.processors} processors (${machine.model}), ${machine.memoryGb} GB, phones sign with ${summary.signatures}`,
    '',
    ...summary.phases.map(
      ({ phase, done, durationMs }) =>
        `${phase.padEnd(13)} ${seconds(durationMs).padStart(9)}   ${whole(done).padStart(9)} done`,
    ),
    `${'whole'.padEnd(13)} ${seconds(summary.wholeMs).padStart(9)}   connect to pay, derivation and check apart`,
    '',
    `Payments      ${whole(summary.paymentsPerSecond)} a second, registrations ${whole(summary.registrationsPerSecond)} a second`,
    `Latency       p50 ${latency.p50Ms.toFixed(1)}  p90 ${latency.p90Ms.toFixed(1)}  p99 ${latency.p99Ms.toFixed(1)}  max ${latency.maxMs.toFixed(1)} ms (${kind})`,
    ...totals.outcomes
      .toSorted((a, b) => b.count - a.count)
      .map(
        ({ scenario, code, isAsExpected, count }) =>
          `  ${whole(count).padStart(9)}  ${scenario.padEnd(14)} ${code}${isAsExpected ? '' : '  WRONG'}`,
      ),
    `Replies       ${totals.wrong} wrong, ${totals.lost} lost`,
    ...bankLines(summary),
    ...verdictLines(summary),
    ...summary.problems.map((problem) => `Problem       ${problem}`),
    '',
    summary.isGood ? 'All replies were right.' : summary.isStopped ? 'Stopped.' : 'NOT good.',
  ].join('\n');
}
