import { fromBase64Url } from '#shared/bytes.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';

/** A base64url field's bytes. @throws RpcError invalidParams that names the field */
export function decodeField(text: string, path: string): Uint8Array {
  try {
    return fromBase64Url(text);
  } catch {
    throw new RpcError(RPC_ERROR.invalidParams, 'A field is missing or wrong.', {
      issues: [{ path, message: 'must be canonical base64url' }],
    });
  }
}
