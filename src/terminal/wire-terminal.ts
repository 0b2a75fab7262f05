import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { TextTransport } from '#shared/json-rpc-peer.ts';
import { openAuthority } from '#wire/certificates.ts';
import { connectFrames } from '#wire/client.ts';
import type { Connection } from '#wire/connection.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { type Listener, listen, type ServerCertificate } from '#wire/listener.ts';
import type { Logger } from '#wire/logger.ts';
import type { RegisterOptions } from './register-merchant.ts';
import type { TerminalOptions } from './terminal.ts';
import { systemTimers } from './timers.ts';

/** Where the bank is and which authority its certificate must come from. */
export interface BankPlace {
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
}

export interface WireTerminalOptions {
  readonly bank: BankPlace;
  readonly paths: DataFolderPaths;
  /** Address to listen on. */
  readonly listenHost: string;
  /** What the directory tells phones; the certificate is made for it. */
  readonly host: string;
  readonly logger: Logger;
}

/** The real sockets, files and clock of this machine's terminals. */
export interface TerminalWiring {
  readonly register: RegisterOptions;
  readonly listen: (
    port: number,
    onConnection: (connection: Connection) => void,
  ) => Promise<Listener>;
  readonly base: Omit<TerminalOptions, 'identity' | 'listen' | 'posToken'>;
  newPosToken(): string;
}

const CONNECT_WITHIN_MS = 5_000;
const POS_TOKEN_BYTES = 32;

export async function wireTerminals(options: WireTerminalOptions): Promise<TerminalWiring> {
  const { bank, paths, logger } = options;
  const authority = await openAuthority(
    { caCertificate: paths.caCertificate, caKey: paths.caKey },
    Date.now,
  );
  const certificate: ServerCertificate = await authority.certificateIn(
    join(paths.terminals, 'tls.pem'),
    [options.host],
  );
  const connectBank = (): Promise<TextTransport> =>
    connectFrames({ ...bank, timeoutMs: CONNECT_WITHIN_MS });
  const listenOn: TerminalWiring['listen'] = (port, onConnection) =>
    listen({ host: options.listenHost, port, certificate, onConnection });
  return {
    listen: listenOn,
    newPosToken: () => randomBytes(POS_TOKEN_BYTES).toString('base64url'),
    register: {
      host: options.host,
      connectBank,
      listen: listenOn,
      folder: paths.terminals,
      qrFolder: paths.folder,
      logger,
    },
    base: {
      connectBank,
      nowMs: Date.now,
      timers: systemTimers,
      random: Math.random,
      randomBytes: (length) => new Uint8Array(randomBytes(length)),
      logger,
    },
  };
}
