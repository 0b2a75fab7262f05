import type { StressedBank } from '#shared/simulator/stress-records.ts';
import type { StressTarget } from './target.ts';

/** Asks the bank once a second how it is, while it is being stressed. */
export interface BankWatch {
  readonly last: StressedBank | undefined;
  /** The highest of each figure so far. */
  readonly highest: StressedBank | undefined;
  /** Asks now, besides the once a second: a run may be over before that. */
  ask(): Promise<void>;
  stop(): void;
}

const EVERY_MS = 1_000;

export function watchBank(target: Pick<StressTarget, 'health'>): BankWatch {
  let last: StressedBank | undefined;
  let highest: StressedBank | undefined;
  let isAsking = false;
  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    last = await target.health();
    isAsking = false;
    if (!last) return;
    highest = {
      cpuPercent: Math.max(last.cpuPercent, highest?.cpuPercent ?? 0),
      memoryBytes: Math.max(last.memoryBytes, highest?.memoryBytes ?? 0),
      commitEntries: Math.max(last.commitEntries, highest?.commitEntries ?? 0),
    };
  };
  const timer = setInterval(() => void ask(), EVERY_MS);
  return {
    get last() {
      return last;
    },
    get highest() {
      return highest;
    },
    ask,
    stop: () => clearInterval(timer),
  };
}
