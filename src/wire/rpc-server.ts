import type { Awaitable } from '#shared/crypto-port.ts';
import {
  MAX_REQUESTS_IN_FLIGHT,
  RPC_ERROR,
  RpcError,
  type RpcId,
} from '#shared/protocol/json-rpc.ts';
import type { Connection } from './connection.ts';
import type { Logger } from './logger.ts';
import { parseRequest } from './parse-request.ts';

export interface RpcCall {
  readonly method: string;
  /** An object, empty when the caller sent none; nothing in it has been checked. */
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Answers one call. Throws an RpcError for the caller; anything else it throws reaches the caller
 * as `internal` without details. What a notification returns is dropped.
 */
export type RpcHandler = (call: RpcCall) => Awaitable<unknown>;

/** Thrown by a handler whose call shall get no answer at all, as if the network had lost it. */
export class NoAnswer extends Error {
  constructor() {
    super('The answer is lost on purpose.');
    this.name = 'NoAnswer';
  }
}

export interface ServeOptions {
  readonly logger: Logger;
  /** Calls unanswered at once; one more is refused as `throttled`. */
  readonly inFlightMax?: number;
  /** A connection that sent this many messages that were no requests is closed. */
  readonly malformedMax?: number;
}

export interface RpcServing {
  readonly inFlight: number;
  notify(method: string, params: unknown): void;
}

const DEFAULT_MALFORMED_MAX = 100;

export const methodNotFound = (): RpcError =>
  new RpcError(RPC_ERROR.methodNotFound, 'There is no such method.');

const internal = (): RpcError =>
  new RpcError(RPC_ERROR.internal, 'Something went wrong here. What happened is in the log.');

/** The error object that goes over the wire, also inside sealed answers. */
export function wireError(error: unknown): { code: number; message: string; data?: unknown } {
  const known = error instanceof RpcError ? error : internal();
  return Object.keys(known.data).length === 0
    ? { code: known.code, message: known.message }
    : { code: known.code, message: known.message, data: known.data };
}

/** The answering side of JSON-RPC 2.0 on one connection; the other half is `createRpcCaller`. */
export function serveRpc(
  connection: Connection,
  handler: RpcHandler,
  options: ServeOptions,
): RpcServing {
  const inFlightMax = options.inFlightMax ?? MAX_REQUESTS_IN_FLIGHT;
  const malformedMax = options.malformedMax ?? DEFAULT_MALFORMED_MAX;
  let inFlight = 0;
  let malformed = 0;

  const answer = (id: RpcId | null, result: unknown): void =>
    connection.send(JSON.stringify({ jsonrpc: '2.0', id, result: result ?? {} }));

  const refuse = (id: RpcId | null, error: unknown): void =>
    connection.send(JSON.stringify({ jsonrpc: '2.0', id, error: wireError(error) }));

  const report = (method: string, error: unknown): void => {
    if (error instanceof RpcError) return;
    options.logger.log('error', 'call failed', { method, error, connectionId: connection.id });
  };

  const run = async (id: RpcId | undefined, call: RpcCall): Promise<void> => {
    inFlight += 1;
    try {
      const result = await handler(call);
      if (id !== undefined) answer(id, result);
    } catch (error) {
      if (error instanceof NoAnswer) return;
      report(call.method, error);
      if (id !== undefined) refuse(id, error);
    } finally {
      inFlight -= 1;
    }
  };

  connection.onText = (text) => {
    const parsed = parseRequest(text);
    if ('problem' in parsed) {
      malformed += 1;
      refuse(parsed.id, parsed.problem);
      if (malformed >= malformedMax) connection.close('Too many malformed messages.');
      return;
    }
    const { id, method, params = {} } = parsed.request;
    if (inFlight >= inFlightMax) {
      const detail = 'Too many calls at once. Wait for answers first.';
      if (id !== undefined) refuse(id, new RpcError(RPC_ERROR.throttled, detail, { detail }));
      return;
    }
    void run(id, { method, params });
  };

  return {
    get inFlight() {
      return inFlight;
    },
    notify(method, params) {
      connection.send(JSON.stringify({ jsonrpc: '2.0', method, params }));
    },
  };
}
