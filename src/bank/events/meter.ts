/** Figures for `bank.health`, kept in a fixed ring. */
export interface Meter {
  answered(latencyMs: number): void;
  committed(entries: number, durationMs: number): void;
  read(): MeterReading;
}

export interface MeterReading {
  readonly paymentsAnswered: number;
  readonly paymentsPerSecond: number;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  readonly lastCommitEntries: number;
  readonly lastCommitMs: number;
}

const SAMPLES = 4_096;
const WINDOW_MS = 1_000;
/** The window in slots, so that a count over the last second needs no list of times. */
const SLOTS = 10;
const SLOT_MS = WINDOW_MS / SLOTS;

export function createMeter(monotonicMs: () => number): Meter {
  const latencies = new Float64Array(SAMPLES);
  const slotCounts = new Float64Array(SLOTS);
  const slotNumbers = new Float64Array(SLOTS).fill(-1);
  let answered = 0;
  let lastCommitEntries = 0;
  let lastCommitMs = 0;

  const percentile = (sorted: Float64Array, share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

  return {
    answered(latencyMs) {
      latencies[answered % SAMPLES] = latencyMs;
      answered += 1;
      const number = Math.floor(monotonicMs() / SLOT_MS);
      const slot = number % SLOTS;
      if (slotNumbers[slot] !== number) {
        slotNumbers[slot] = number;
        slotCounts[slot] = 0;
      }
      slotCounts[slot] = (slotCounts[slot] ?? 0) + 1;
    },
    committed(entries, durationMs) {
      lastCommitEntries = entries;
      lastCommitMs = durationMs;
    },
    read() {
      const sorted = latencies.slice(0, Math.min(answered, SAMPLES)).sort();
      const oldest = Math.floor(monotonicMs() / SLOT_MS) - SLOTS;
      const recent = slotCounts.filter((_, slot) => (slotNumbers[slot] ?? -1) > oldest);
      return {
        paymentsAnswered: answered,
        paymentsPerSecond: recent.reduce((sum, count) => sum + count, 0),
        latencyP50Ms: percentile(sorted, 0.5),
        latencyP99Ms: percentile(sorted, 0.99),
        lastCommitEntries,
        lastCommitMs,
      };
    },
  };
}
