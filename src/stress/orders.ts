import type {
  StressProgressRecord,
  StressSummaryRecord,
} from '#shared/simulator/stress-records.ts';
import type { StressOptions } from '#shared/stress-options.ts';
import { runStress } from './engine.ts';
import { fileLimitProblem, TooManyConnections } from './file-limit.ts';
import { parseStressOptions } from './options.ts';
import { openResultsFile, writeSummary } from './results-file.ts';
import { openTarget, type Payee, type StressTarget, type TargetAddress } from './target.ts';

/** What a host tells whoever runs a stress test for it, and hears back. Plain data only. */
export type StressOrder =
  | {
      readonly kind: 'start';
      readonly options: StressOptions;
      /** Undefined: a scratch bank, which the worker opens itself where it can. */
      readonly running: RunningTarget | undefined;
      readonly files: StressFiles;
    }
  | { readonly kind: 'stop' };
export type StartOrder = Extract<StressOrder, { readonly kind: 'start' }>;

/** A bank that runs already and, for the terminal route, the shops with live terminals at it. */
export interface RunningTarget {
  readonly address: TargetAddress;
  readonly terminals?: readonly Payee[];
}

export interface StressFiles {
  readonly json: string;
  readonly csv: string;
  readonly summary: string;
}

export type StressNews =
  | { readonly kind: 'progress'; readonly progress: StressProgressRecord }
  | { readonly kind: 'ended'; readonly summary: StressSummaryRecord }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** With so many it could be run, when the limit of open files is all that is in the way. */
      readonly connectionsPossible?: number;
    };

/** A bank to stress, with what has to be ended afterwards. */
export interface OpenedTarget {
  readonly target: StressTarget;
  close(): Promise<void>;
}

export async function openRunningTarget(
  { address, terminals }: RunningTarget,
  stress: StressOptions,
): Promise<OpenedTarget> {
  const target = await openTarget(address, stress, terminals);
  return { target, close: async () => target.close() };
}

export interface OrderSurroundings {
  /** Refuses by throwing where no bank can be started. */
  openScratch(stress: StressOptions): Promise<OpenedTarget>;
  tell(news: StressNews): void;
  readonly signal: AbortSignal;
}

async function carryOut(order: StartOrder, around: OrderSurroundings): Promise<void> {
  const stress = parseStressOptions(order.options);
  const tooFewFiles = fileLimitProblem(stress.connections);
  if (tooFewFiles) throw new TooManyConnections(tooFewFiles);
  const opened = order.running
    ? await openRunningTarget(order.running, stress)
    : await around.openScratch(stress);
  try {
    const { json, csv } = order.files;
    const summary = await runStress({
      options: stress,
      target: opened.target,
      results: [openResultsFile(json, 'json'), openResultsFile(csv, 'csv')],
      signal: around.signal,
      onProgress: (progress) => around.tell({ kind: 'progress', progress }),
    });
    const problem = writeSummary(order.files.summary, summary);
    const problems = problem ? [...summary.problems, problem] : summary.problems;
    around.tell({ kind: 'ended', summary: { ...summary, problems } });
  } finally {
    await opened.close();
  }
}

/** Runs one order from start to end, wherever it is; what goes wrong becomes news as well. */
export async function followOrder(order: StartOrder, around: OrderSurroundings): Promise<void> {
  try {
    await carryOut(order, around);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const possible =
      error instanceof TooManyConnections ? { connectionsPossible: error.connectionsPossible } : {};
    around.tell({ kind: 'failed', message, ...possible });
  }
}
