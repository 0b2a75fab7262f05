import type { Outcome, PhoneFailure } from '#shared/device/outcome.ts';

/** Whether the bank can be reached, as the phone's screen shows it. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline'; readonly failure: PhoneFailure };

/**
 * Keeps the connection to the bank open, since pushed money comes over it: connects at once, again
 * when it ends, and with growing pauses while the bank is away.
 */
export interface BankLink {
  state(): LinkState;
  /** Returns the unsubscribe. */
  subscribe(listener: () => void): () => void;
  /** The connection has ended. */
  noteClosed(): void;
  /** Do not wait for the pause: the person asked, or the host says that the bank is back. */
  retryNow(): void;
  stop(): void;
}

export interface BankLinkOptions {
  /** Opens the session and uses it once, so that the bank sends its events here. */
  readonly connect: () => Promise<Outcome<unknown>>;
  readonly onOnline: () => void;
  /** Runs the task later; returns the cancel. */
  readonly schedule: (delayMs: number, task: () => void) => () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

export function createBankLink({ connect, onOnline, schedule }: BankLinkOptions): BankLink {
  const listeners = new Set<() => void>();
  let state: LinkState = { kind: 'connecting' };
  let pauseMs = FIRST_PAUSE_MS;
  let cancelPause: (() => void) | undefined;
  let isTrying = false;
  let isStopped = false;

  const change = (next: LinkState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  async function attempt(): Promise<void> {
    if (isTrying || isStopped) return;
    isTrying = true;
    cancelPause?.();
    cancelPause = undefined;
    const outcome = await connect();
    isTrying = false;
    if (isStopped) return;
    if (outcome.ok) {
      pauseMs = FIRST_PAUSE_MS;
      change({ kind: 'online' });
      onOnline();
      return;
    }
    change({ kind: 'offline', failure: outcome.failure });
    cancelPause = schedule(pauseMs, () => void attempt());
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }

  void attempt();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    noteClosed() {
      if (isStopped || isTrying || state.kind === 'offline') return;
      change({ kind: 'connecting' });
      void attempt();
    },
    retryNow() {
      if (state.kind !== 'online') void attempt();
    },
    stop() {
      isStopped = true;
      cancelPause?.();
      listeners.clear();
    },
  };
}
