import type { z } from 'zod';
import {
  type MethodTable,
  type ResultOf,
  RPC_ERROR,
  RpcError,
  type RpcErrorData,
  responseSchema,
} from './protocol/json-rpc.ts';

/**
 * The calling side of JSON-RPC 2.0 over any text transport: matches answers to requests, times
 * out, and hands notifications on. Used by phones, POS windows, terminals and hosts.
 */
export interface TextTransport {
  send(text: string): void;
  close(): void;
  /** Set once by the caller. */
  onText: (text: string) => void;
  onClose: (reason: string) => void;
}

export interface RpcCaller {
  /** @throws RpcError; `unreachable` when the connection ends or the answer takes too long. */
  call<T extends MethodTable, M extends keyof T & string>(
    table: T,
    method: M,
    params: z.input<T[M]['params']>,
    options?: { readonly timeoutMs?: number },
  ): Promise<ResultOf<T, M>>;
  /** A call whose answer the caller checks itself (relays). */
  callRaw(method: string, params: unknown, timeoutMs?: number): Promise<unknown>;
  readonly isOpen: boolean;
  close(): void;
}

export interface CallerOptions {
  readonly onNotification?: (method: string, params: unknown) => void;
  readonly onClose?: (reason: string) => void;
  /** Answers are awaited this long; NPCI allows ReqPay 15 s. */
  readonly timeoutMs?: number;
  /** Calls unanswered at once; one more is refused here. */
  readonly inFlightMax?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_IN_FLIGHT_MAX = 256;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const unreachable = (detail: string): RpcError =>
  new RpcError(RPC_ERROR.unreachable, detail, { detail });

function parseMessage(text: string): Record<string, unknown> | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null && !Array.isArray(message)
      ? (message as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function settle(waiting: Waiting, message: Record<string, unknown>): void {
  const answer = responseSchema.safeParse(message);
  if (!answer.success) {
    waiting.reject(new RpcError(RPC_ERROR.internal, 'The answer is malformed.'));
    return;
  }
  const { error, result } = answer.data;
  if (error) waiting.reject(new RpcError(error.code, error.message, rpcData(error.data)));
  else waiting.resolve(result);
}

const rpcData = (data: RpcErrorData | undefined): RpcErrorData => data ?? {};

export function createRpcCaller(transport: TextTransport, options: CallerOptions = {}): RpcCaller {
  const waiting = new Map<number, Waiting>();
  const inFlightMax = options.inFlightMax ?? DEFAULT_IN_FLIGHT_MAX;
  let nextId = 1;
  let isOpen = true;

  transport.onText = (text) => {
    const message = parseMessage(text);
    if (!message) return;
    if (typeof message.method === 'string' && message.id === undefined) {
      options.onNotification?.(message.method, message.params);
      return;
    }
    const entry = typeof message.id === 'number' ? waiting.get(message.id) : undefined;
    if (!entry) return;
    waiting.delete(message.id as number);
    clearTimeout(entry.timer);
    settle(entry, message);
  };
  transport.onClose = (reason) => {
    if (!isOpen) return;
    isOpen = false;
    for (const entry of waiting.values()) {
      clearTimeout(entry.timer);
      entry.reject(unreachable(reason));
    }
    waiting.clear();
    options.onClose?.(reason);
  };

  const callRaw = (method: string, params: unknown, timeoutMs?: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!isOpen) return reject(unreachable('The connection is closed.'));
      if (waiting.size >= inFlightMax) {
        return reject(new RpcError(RPC_ERROR.throttled, 'Too many calls at once.'));
      }
      const id = nextId++;
      const timer = setTimeout(
        () => {
          waiting.delete(id);
          reject(unreachable('The answer took too long.'));
        },
        timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      );
      waiting.set(id, { resolve, reject, timer });
      transport.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });

  return {
    callRaw,
    async call<T extends MethodTable, M extends keyof T & string>(
      table: T,
      method: M,
      params: z.input<T[M]['params']>,
      callOptions: { readonly timeoutMs?: number } = {},
    ): Promise<ResultOf<T, M>> {
      const result = await callRaw(method, params, callOptions.timeoutMs);
      const checked = table[method]?.result.safeParse(result);
      if (!checked?.success) throw new RpcError(RPC_ERROR.internal, 'The answer is malformed.');
      return checked.data as ResultOf<T, M>;
    },
    get isOpen() {
      return isOpen;
    },
    close() {
      transport.close();
      transport.onClose('Closed by this side.');
    },
  };
}
