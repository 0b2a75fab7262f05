import { DatabaseSync } from 'node:sqlite';
import type { BankCore, VerifySignature } from '#bank/core.ts';
import type { Defences } from '#bank/defences.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { type CheckpointKeeper, fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { openBank } from '#bank/open-bank.ts';
import { startBankServer } from '#bank/server/start-bank-server.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import type { BankPins } from '#shared/device/sealed-session.ts';
import type { BankPlace } from '#terminal/wire-terminal.ts';
import { openAuthority } from '#wire/certificates.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { createLogger } from '#wire/logger.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/** A whole bank in this thread, on a folder of its own, listening on a port of its own. */
export interface ScratchBank {
  readonly core: BankCore;
  readonly place: BankPlace;
  readonly pins: BankPins;
  /** Credential for simulated users. */
  readonly stressKey: string;
  /** Everything is in the database file afterwards, none of it in a WAL. */
  close(): Promise<void>;
}

export interface ScratchBankOptions {
  readonly paths: DataFolderPaths;
  readonly wrapKey: Uint8Array;
  /** What is switched off: here and nowhere else in the program. */
  readonly defences?: Partial<Defences>;
  readonly checkpointKeeper?: CheckpointKeeper;
}

const LOOPBACK = '127.0.0.1';
const { randomBytes } = nodeCrypto;

const verifySignature: VerifySignature = async (publicKey, data, signature) =>
  nodeCrypto.verifyEd25519(publicKey, data, signature);

/** Without its last guard, the database takes a payment id twice. */
async function allowSameIdTwice(path: string): Promise<void> {
  await (await openSqliteStore(path)).close();
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER IF EXISTS record_once; DROP INDEX IF EXISTS record_txn;');
  database.close();
}

/** Copies the WAL into the database file, as a bank that was shut down leaves it. */
function settleFile(path: string): void {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** @throws StartupFailure when the database is not the one that was signed last */
export async function openScratchBank(options: ScratchBankOptions): Promise<ScratchBank> {
  const { paths, wrapKey, defences = {} } = options;
  const logger = createLogger({ nowMs: Date.now });
  const clock = { nowMs: Date.now };
  if (defences.replayGuard === false) await allowSameIdTwice(paths.database);
  const core = await openBank({
    store: await openSqliteStore(paths.database),
    clock,
    randomBytes,
    verifySignature,
    keyWrap: aesKeyWrap(wrapKey, randomBytes),
    checkpointKeeper: options.checkpointKeeper ?? fileCheckpointKeeper(paths.checkpoint),
    defences,
  });
  try {
    const authority = await openAuthority(paths, Date.now);
    const stressKey = Buffer.from(randomBytes(32)).toString('base64url');
    const server = await startBankServer({
      ...{ core, verifySignature, logger, clock, randomBytes, defences },
      listener: {
        host: LOOPBACK,
        port: 0,
        certificate: await authority.certificateIn(paths.bankTls),
      },
      keys: { adminKey: Buffer.from(randomBytes(32)).toString('base64url'), stressKey },
    });
    const { bankId, exchangeKey, certificationKey, ledgerVerifierKey } = core.info();
    return {
      core,
      place: { host: LOOPBACK, port: server.port, caPem: authority.caPem },
      pins: { bankId, exchangeKey, certificationKey, ledgerVerifierKey },
      stressKey,
      async close() {
        await server.stop(0);
        await core.close();
        settleFile(paths.database);
      },
    };
  } catch (error) {
    await core.close();
    throw error;
  }
}
