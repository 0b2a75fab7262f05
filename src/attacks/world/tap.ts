import type { TextTransport } from '#shared/json-rpc-peer.ts';

/**
 * Sits on a crooked terminal's bank line: sees every message, may change it, and may send one again
 * on the same connection.
 */
export interface Tap {
  /** Messages to the bank, oldest first, at most MESSAGES_KEPT. */
  readonly sent: readonly string[];
  /** Changes what goes to the bank; undefined leaves everything as it is. */
  change: ((text: string) => string) | undefined;
  /** The way to the bank with the tap on it. */
  onto(line: TextTransport): TextTransport;
  /** Sends a message of the terminal's own and answers the bank's answer to it. */
  inject(method: string, params: unknown): Promise<BankAnswer>;
}

export interface BankAnswer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

const MESSAGES_KEPT = 200;
const ANSWER_WITHIN_MS = 15_000;
/** Ids of the terminal's own calls are numbers, so these are never taken for one of them. */
let injected = 0;

export const isSealedCall = (text: string): boolean => text.includes('"method":"session.call"');

export function createTap(): Tap {
  const sent: string[] = [];
  const waiting = new Map<string, (answer: BankAnswer) => void>();
  let open: TextTransport | undefined;

  const isOwnAnswer = (text: string): boolean => {
    const { id, result, error } = JSON.parse(text) as { id?: unknown } & BankAnswer;
    const resolve = typeof id === 'string' ? waiting.get(id) : undefined;
    if (!resolve) return false;
    waiting.delete(id as string);
    resolve(error ? { error } : { result });
    return true;
  };
  const tap: Tap = {
    sent,
    change: undefined,
    onto(line) {
      open = line;
      const tapped: TextTransport = {
        send(text) {
          const passed = tap.change?.(text) ?? text;
          sent.push(passed);
          if (sent.length > MESSAGES_KEPT) sent.shift();
          line.send(passed);
        },
        close: () => line.close(),
        onText: () => undefined,
        onClose: () => undefined,
      };
      line.onText = (text) => {
        if (!isOwnAnswer(text)) tapped.onText(text);
      };
      line.onClose = (reason) => tapped.onClose(reason);
      return tapped;
    },
    inject(method, params) {
      const line = open;
      if (!line) return Promise.reject(new Error('The terminal has no bank line to tap.'));
      const id = `tap-${++injected}`;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error('The bank did not answer the injected message.'));
        }, ANSWER_WITHIN_MS);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        line.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      });
    },
  };
  return tap;
}
