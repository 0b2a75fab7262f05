import { z } from 'zod';
import { type ResponseCode, responseCodes } from '../response-codes.ts';

/**
 * JSON-RPC 2.0 as both transports carry it: one JSON object per line (ALPN `upi-sim/1`) or per
 * WebSocket text message. Batches are refused. Ids are strings or integers, never null.
 */
export const ALPN_FRAMES = 'upi-sim/1';
export const ALPN_WEBSOCKET = 'http/1.1';
/** A longer line or message ends its connection. */
export const MAX_FRAME_BYTES = 64 * 1_024;
/** Requests a connection may have unanswered; one more gets `throttled`. */
export const MAX_REQUESTS_IN_FLIGHT = 1_024;

export const RPC_ERROR = {
  parse: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  /** Not allowed for this connection's role. */
  forbidden: -32_001,
  /** Over a stated bound; try again later. */
  throttled: -32_002,
  /** Refused by a rule; `data.responseCode` says which. The payment id is not consumed. */
  refused: -32_003,
  /** The connection ended or the answer took too long; what happened is unknown. */
  unreachable: -32_004,
} as const;

const idSchema = z.union([z.string().max(64), z.number().int()]);

export const requestSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: idSchema.optional(),
  method: z.string().min(1).max(64),
  params: z.record(z.string(), z.unknown()).optional(),
});

export const errorDataSchema = z.object({
  responseCode: z.enum(responseCodes as [ResponseCode, ...ResponseCode[]]).optional(),
  /** One plain sentence for people. */
  detail: z.string().optional(),
  /** Which field is wrong and why. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type RpcErrorData = z.infer<typeof errorDataSchema>;

export const responseSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([idSchema, z.null()]),
  result: z.unknown().optional(),
  error: z
    .object({ code: z.number().int(), message: z.string(), data: errorDataSchema.optional() })
    .optional(),
});

export type RpcId = z.infer<typeof idSchema>;
export type RpcRequest = z.infer<typeof requestSchema>;
export type RpcResponse = z.infer<typeof responseSchema>;

/** The one error that may cross the wire; everything else becomes `internal` without details. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: RpcErrorData;

  constructor(code: number, message: string, data: RpcErrorData = {}) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

/** A refusal by rule that consumes nothing. */
export const refusal = (responseCode: ResponseCode, detail: string): RpcError =>
  new RpcError(RPC_ERROR.refused, detail, { responseCode, detail });

export const invalidParams = (error: z.ZodError): RpcError =>
  new RpcError(RPC_ERROR.invalidParams, 'A field is missing or wrong.', {
    issues: error.issues.slice(0, 8).map((issue) => ({
      path: issue.path.join('.').slice(0, 128),
      message: issue.message.slice(0, 256),
    })),
  });

/** A method's request and response shapes. */
export interface MethodSchema {
  readonly params: z.ZodType;
  readonly result: z.ZodType;
}
export type MethodTable = Readonly<Record<string, MethodSchema>>;
export type ParamsOf<T extends MethodTable, M extends keyof T> = z.infer<T[M]['params']>;
export type ResultOf<T extends MethodTable, M extends keyof T> = z.infer<T[M]['result']>;
