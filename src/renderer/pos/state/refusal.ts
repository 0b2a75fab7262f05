import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import type { ResponseCode } from '#shared/response-codes.ts';

/** Why a call of this POS failed, as far as people can do something about it. */
export type Refusal =
  | { readonly kind: 'code'; readonly code: ResponseCode }
  | { readonly kind: 'silent' | 'busy' | 'problem' };

/** @param error what a call of the POS's link was rejected with */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof RpcError)) return { kind: 'silent' };
  const { responseCode } = error.data;
  if (responseCode) return { kind: 'code', code: responseCode };
  if (error.code === RPC_ERROR.throttled) return { kind: 'busy' };
  return { kind: error.code === RPC_ERROR.unreachable ? 'silent' : 'problem' };
}
