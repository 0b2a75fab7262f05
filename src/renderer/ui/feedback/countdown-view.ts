export interface CountdownView {
  readonly remainingMs: number;
  /** 1 at the start, 0 at the end. */
  readonly fraction: number;
  /** "1:27"; seconds are rounded up so that "0:00" means over. */
  readonly text: string;
  readonly tone: 'good' | 'wait' | 'bad';
  readonly isOver: boolean;
}

const BAD_BELOW_MS = 10_000;
const WAIT_BELOW_MS = 30_000;

/** Everything a countdown shows at `nowMs`; all three are on the same clock. */
export function countdownView(endsAtMs: number, totalMs: number, nowMs: number): CountdownView {
  const remainingMs = Math.max(0, endsAtMs - nowMs);
  const seconds = Math.ceil(remainingMs / 1_000);
  const fraction = totalMs > 0 ? Math.min(1, remainingMs / totalMs) : 0;
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const isLate = remainingMs <= BAD_BELOW_MS;
  const tone = isLate ? 'bad' : remainingMs <= WAIT_BELOW_MS ? 'wait' : 'good';
  return { remainingMs, fraction, text, tone, isOver: remainingMs === 0 };
}
