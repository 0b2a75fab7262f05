import { refusal } from '#shared/protocol/json-rpc.ts';

/** Slows down guessing of a merchant's password on an open terminal connection. */
export interface PasswordTries {
  /** @throws RpcError U80 while too many wrong ones were tried lately */
  check(mid: string): void;
  note(mid: string, isRight: boolean): void;
}

const WRONG_MAX = 5;
const WINDOW_MS = 300_000;

/** Merchants are bounded, so is this table. */
export function createPasswordTries(nowMs: () => number): PasswordTries {
  const wrong = new Map<string, { count: number; sinceMs: number }>();
  const recent = (mid: string) => {
    const entry = wrong.get(mid);
    return entry && nowMs() < entry.sinceMs + WINDOW_MS ? entry : undefined;
  };
  return {
    check(mid) {
      if ((recent(mid)?.count ?? 0) < WRONG_MAX) return;
      throw refusal('U80', 'Too many wrong passwords. Wait five minutes and try again.');
    },
    note(mid, isRight) {
      if (isRight) {
        wrong.delete(mid);
        return;
      }
      const entry = recent(mid) ?? { count: 0, sinceMs: nowMs() };
      entry.count += 1;
      wrong.set(mid, entry);
    },
  };
}
