import { clearInterval, setInterval } from 'node:timers';
import type { Connection } from '#wire/connection.ts';

/**
 * The thinnest JSON-RPC caller: the load generator shares the machine with the bank, so what it
 * saves the bank gets. Replies are checked against the scenario, not against schemas.
 */
export interface Line {
  call(method: string, params: unknown): Promise<Reply>;
  close(): void;
  readonly isOpen: boolean;
}

export type Reply =
  | { readonly kind: 'result'; readonly result: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refusal'; readonly code: string; readonly message: string }
  /** The connection ended or nothing came in time: what happened is unknown. */
  | { readonly kind: 'lost'; readonly message: string };

const ANSWER_TIMEOUT_MS = 60_000;
const SWEEP_MS = 5_000;

interface Waiting {
  readonly settle: (reply: Reply) => void;
  readonly deadlineMs: number;
}

function replyOf(message: {
  result?: Record<string, unknown>;
  error?: { message?: string; code?: number; data?: { responseCode?: string } };
}): Reply {
  const { error } = message;
  if (!error) return { kind: 'result', result: message.result ?? {} };
  return {
    kind: 'refusal',
    code: error.data?.responseCode ?? String(error.code),
    message: error.message ?? '',
  };
}

export function createLine(connection: Connection): Line {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let endReason: string | undefined;
  // One sweep per line instead of one timer per call.
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const [id, entry] of waiting) {
      if (entry.deadlineMs > now) break;
      waiting.delete(id);
      entry.settle({ kind: 'lost', message: 'no answer in time' });
    }
  }, SWEEP_MS);
  sweep.unref();

  connection.onText = (text) => {
    const message = JSON.parse(text);
    const entry = waiting.get(message.id);
    if (!entry) return;
    waiting.delete(message.id);
    entry.settle(replyOf(message));
  };
  connection.onClose = (reason) => {
    endReason = reason;
    clearInterval(sweep);
    for (const entry of waiting.values()) entry.settle({ kind: 'lost', message: reason });
    waiting.clear();
  };
  return {
    call: (method, params) =>
      new Promise((settle) => {
        if (endReason !== undefined) return settle({ kind: 'lost', message: endReason });
        const id = nextId++;
        waiting.set(id, { settle, deadlineMs: performance.now() + ANSWER_TIMEOUT_MS });
        connection.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      }),
    close: () => connection.close(),
    get isOpen() {
      return endReason === undefined;
    },
  };
}
