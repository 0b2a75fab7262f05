import { attempt, type Outcome } from '#shared/device/outcome.ts';
import type { Connectors } from '#shared/device/phone-connections.ts';
import { RpcError } from '#shared/protocol/json-rpc.ts';
import { type DirectoryEntry, publicMethods } from '#shared/protocol/public-methods.ts';

/**
 * Asks the bank's public directory before there is an account; undefined when nobody is known by
 * that name. Its own short connection: the phone's client opens one only for an account.
 */
export function askDirectory(
  { connectBank }: Pick<Connectors, 'connectBank'>,
  query: { readonly mobile: string } | { readonly vpa: string },
): Promise<Outcome<DirectoryEntry | undefined>> {
  return attempt(async () => {
    const bank = await connectBank({});
    try {
      return await bank.call(publicMethods, 'directory.lookup', query);
    } catch (error) {
      if (error instanceof RpcError && error.data.responseCode === 'ZH') return undefined;
      throw error;
    } finally {
      bank.close();
    }
  });
}
