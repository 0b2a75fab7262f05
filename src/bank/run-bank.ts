import { openAuthority } from '#wire/certificates.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import type { Logger } from '#wire/logger.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { readOrMake } from '#wire/private-file.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import type { BankCore } from './core.ts';
import { fileCheckpointKeeper } from './ledger/checkpoint-keeper.ts';
import { listenOnFreePort } from './listen-on-free-port.ts';
import { openBank } from './open-bank.ts';
import { type SignatureThread, startSignatureThread } from './server/verify-thread.ts';
import { openStore } from './store/open-store.ts';
import { StoreFailure } from './store/store-failure.ts';
import { findWrappingKeys, type KeyPlace, type WrappingKeys } from './wrapping-key.ts';

export interface RunBankOptions {
  /** Of a data folder that this process holds (`openDataFolder`). */
  readonly paths: DataFolderPaths;
  /** A PostgreSQL database in place of the folder's SQLite file. Holds a password: never logged. */
  readonly storeUrl?: string | undefined;
  /** Address to listen on; the certificate is always good for this machine itself. */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Take the next free port when this one is taken. */
  readonly isNextPortAllowed: boolean;
  /** Further names and addresses that clients use for this machine. */
  readonly certificateHosts?: readonly string[];
  /** Wrapping keys out of the host's keychain, newest first. */
  readonly keychainKeys?: readonly Uint8Array[] | undefined;
  readonly environmentKey?: string | undefined;
  /** Go on from a database that was put back to an older state, under a new log origin. */
  readonly isRestoreAccepted?: boolean;
  /** A backup to put in the database's place first; its soundness is checked. */
  readonly backupToRestore?: string | undefined;
  readonly logger: Logger;
  /** The signature helper's program; a bundle names its own. */
  readonly verifyWorkerUrl?: URL | undefined;
}

/** A bank that listens. */
export interface RunningBank {
  readonly bankId: string;
  readonly host: string;
  readonly port: number;
  /** What clients pin. */
  readonly caPem: string;
  readonly keyPlace: KeyPlace;
  /** Answers what is in flight, refuses the rest, writes everything, frees the port. */
  stop(): Promise<void>;
}

const CERTIFICATE_CHECK_MS = 86_400_000;
const KEY_BYTES = 32;

const readKey = (path: string): string =>
  readOrMake(
    path,
    () => `${Buffer.from(nodeCrypto.randomBytes(KEY_BYTES)).toString('base64url')}\n`,
  ).trim();

const detailOf = (error: unknown): { reason?: string } =>
  error instanceof StoreFailure && error.detail !== undefined ? { reason: error.detail } : {};

async function openCore(
  options: RunBankOptions,
  keys: WrappingKeys,
  thread: SignatureThread,
): Promise<BankCore> {
  const { paths, isRestoreAccepted = false, logger, backupToRestore, storeUrl } = options;
  const { randomBytes } = nodeCrypto;
  if (backupToRestore !== undefined) {
    await restoreBackup({
      paths,
      file: backupToRestore,
      storeUrl,
      keys: [keys.current, ...keys.previous],
      nowMs: Date.now(),
    });
  }
  return openBank({
    store: await openStore({ database: paths.database, storeUrl }),
    clock: { nowMs: Date.now },
    randomBytes,
    verifySignature: thread.verify,
    keyWrap: keys.current,
    previousKeyWraps: keys.previous,
    checkpointKeeper: fileCheckpointKeeper(paths.checkpoint),
    isRestoreAccepted: isRestoreAccepted || backupToRestore !== undefined,
    backupFolder: paths.backups,
    onProblem: (what, error) => logger.log('error', what, { error, ...detailOf(error) }),
  });
}

async function serve(options: RunBankOptions, core: BankCore, thread: SignatureThread) {
  const { paths, certificateHosts = [], host, logger } = options;
  const authority = await openAuthority(paths, Date.now);
  const findCertificate = () => authority.certificateIn(paths.bankTls, certificateHosts);
  const server = await listenOnFreePort(options.isNextPortAllowed, options.port, {
    core,
    listener: { host, certificate: await findCertificate() },
    keys: { adminKey: readKey(paths.adminKey), stressKey: readKey(paths.stressKey) },
    verifySignature: thread.verify,
    logger,
    clock: { nowMs: Date.now },
    randomBytes: nodeCrypto.randomBytes,
  });
  const renewal = setInterval(() => {
    findCertificate().then(server.setCertificate, (error: unknown) =>
      logger.log('error', 'certificate not renewed', { error }),
    );
  }, CERTIFICATE_CHECK_MS);
  renewal.unref();
  const stop = async (): Promise<void> => {
    clearInterval(renewal);
    await server.stop();
  };
  return { server, stop, caPem: authority.caPem };
}

/**
 * The whole bank on a data folder: store, core, signature helper, certificates, server.
 * @throws WireError, StoreFailure or StartupFailure, each with a message for people
 */
export async function runBank(options: RunBankOptions): Promise<RunningBank> {
  const { randomBytes } = nodeCrypto;
  const keys = findWrappingKeys({ ...options, randomBytes });
  const thread = startSignatureThread({
    logger: options.logger,
    workerUrl: options.verifyWorkerUrl,
  });
  let core: BankCore | undefined;
  try {
    core = await openCore(options, keys, thread);
    const { server, caPem, stop } = await serve(options, core, thread);
    const open = core;
    return {
      bankId: open.identity.bankId,
      host: server.host,
      port: server.port,
      caPem,
      keyPlace: keys.place,
      async stop() {
        await stop()
          .finally(() => open.close())
          .finally(() => thread.close());
      },
    };
  } catch (error) {
    await core?.close();
    await thread.close();
    throw error;
  }
}
