import type {
  StressProgressRecord,
  StressSummaryRecord,
} from '#shared/simulator/stress-records.ts';
import type { StressOptions } from '#shared/stress-options.ts';
import type { TargetAddress } from '#stress/target.ts';

/** What the host tells the process that runs a stress test, and hears from it. */
export type StressOrder =
  | {
      readonly kind: 'start';
      readonly options: StressOptions;
      /** Undefined: a scratch bank. */
      readonly live: TargetAddress | undefined;
      readonly files: StressFiles;
    }
  | { readonly kind: 'stop' };

export interface StressFiles {
  readonly json: string;
  readonly csv: string;
  readonly summary: string;
}

export type StressNews =
  | { readonly kind: 'progress'; readonly progress: StressProgressRecord }
  | { readonly kind: 'ended'; readonly summary: StressSummaryRecord }
  | { readonly kind: 'failed'; readonly message: string };
