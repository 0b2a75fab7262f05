import { dataFolderPaths } from '#wire/data-folder.ts';
import { readTextFile } from '#wire/private-file.ts';
import type { PolicyOptions } from '../content-policy.ts';
import { readAuthorityFile } from '../desk.ts';
import type { LaunchOptions } from '../launch/options.ts';
import type { PinnedHost } from './certificate-pinning.ts';

/** Terminals of this desk and, unless it runs elsewhere, the bank. */
const LOCAL = '127.0.0.1';

type RemoteBank = LaunchOptions['remoteBank'];

/** Host as it stands in a URL: IPv6 in brackets. */
const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

export const bankUrl = (host: string, port: number): string => `wss://${urlHost(host)}:${port}/`;

/** Where device windows may connect. */
export const policyFor = (remote: RemoteBank): PolicyOptions => ({
  connectOrigins: [
    `wss://${LOCAL}:*`,
    ...(remote ? [`wss://${urlHost(remote.host)}:${remote.port}`] : []),
  ],
});

/** Read again at every handshake, because the authority's file is made on first start. */
export function pinnedHosts(
  options: Pick<LaunchOptions, 'dataFolder' | 'remoteBank'>,
): () => readonly PinnedHost[] {
  const { caCertificate } = dataFolderPaths(options.dataFolder);
  const { remoteBank } = options;
  return () => {
    const own = readTextFile(caCertificate);
    const local: PinnedHost = { hostname: LOCAL, caPems: own === undefined ? [] : [own] };
    if (!remoteBank) return [local];
    return [local, { hostname: remoteBank.host, caPems: [readAuthorityFile(remoteBank.caFile)] }];
  };
}
