import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankCore } from '#bank/core.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { type BankOptions, openBank } from '#bank/open-bank.ts';
import { type BankServer, startBankServer } from '#bank/server/start-bank-server.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { terminalOpeningBytes } from '#shared/signing-bytes.ts';
import { createLine, type Line } from '#stress/line.ts';
import type { BankFacts } from '#stress/virtual-phone.ts';
import { openAuthority } from '#wire/certificates.ts';
import { connectFrames } from '#wire/client.ts';
import type { Connection } from '#wire/connection.ts';
import { type DataFolderPaths, dataFolderPaths } from '#wire/data-folder.ts';
import { createLogger, type LogEntry } from '#wire/logger.ts';
import { checkOnThisThread, type TestClock, testClock, testRandom } from '../bank/test-bank.ts';
import { expectResult } from './payers.ts';

/** A bank behind real TLS sockets in this process, whose clock stands still until it is moved. */
export interface SocketBank {
  readonly paths: DataFolderPaths;
  readonly clock: TestClock;
  readonly core: BankCore;
  readonly port: number;
  readonly caPem: string;
  readonly facts: BankFacts;
  /** Everything logged so far, at every level. */
  readonly log: readonly LogEntry[];
  connection(): Promise<Connection>;
  line(role?: 'stress' | 'admin'): Promise<Line>;
  /** Sessions are gone, the database stays. */
  restart(changes?: Partial<BankOptions>): Promise<void>;
  close(): Promise<void>;
}

export const STRESS_KEY = 's'.repeat(43);
export const ADMIN_KEY = 'a'.repeat(43);
export const SOCKET_WRAP_KEY = Uint8Array.from(randomBytes(32));

export async function openSocketBank(changes: Partial<BankOptions> = {}): Promise<SocketBank> {
  const folder = mkdtempSync(join(tmpdir(), 'upi-trust-'));
  const paths = dataFolderPaths(folder);
  const clock = testClock();
  const log: LogEntry[] = [];
  const logger = createLogger({
    nowMs: Date.now,
    level: 'debug',
    sink: (entry) => log.push(entry),
  });
  const authority = await openAuthority(paths, Date.now);
  const certificate = await authority.certificateIn(paths.bankTls);
  let core: BankCore;
  let server: BankServer;

  const start = async (more: Partial<BankOptions>): Promise<void> => {
    core = await openBank({
      store: await openSqliteStore(paths.database),
      clock,
      randomBytes: testRandom,
      verifySignature: checkOnThisThread,
      keyWrap: aesKeyWrap(SOCKET_WRAP_KEY, testRandom),
      checkpointKeeper: fileCheckpointKeeper(paths.checkpoint),
      ...changes,
      ...more,
    });
    server = await startBankServer({
      core,
      listener: { host: '127.0.0.1', port: 0, certificate },
      keys: { adminKey: ADMIN_KEY, stressKey: STRESS_KEY },
      verifySignature: checkOnThisThread,
      logger,
      clock,
      randomBytes: testRandom,
    });
  };
  const stop = async (): Promise<void> => {
    await server.stop(0);
    await core.close();
  };
  const connection = () =>
    connectFrames({ host: '127.0.0.1', port: server.port, caPem: authority.caPem });
  await start({});
  return {
    paths,
    clock,
    log,
    caPem: authority.caPem,
    get core() {
      return core;
    },
    get port() {
      return server.port;
    },
    get facts() {
      const { bankId, exchangePublicKey } = core.identity;
      return { bankId, exchangeKey: exchangePublicKey };
    },
    connection,
    async line(role) {
      const line = createLine(await connection());
      const adminKey = role === 'admin' ? ADMIN_KEY : STRESS_KEY;
      if (role) expectResult(await line.call('admin.open', { adminKey }));
      return line;
    },
    async restart(more = {}) {
      await stop();
      await start(more);
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A shop whose UPI machine is in the test's hands. */
export interface Machine {
  readonly vmid: string;
  readonly vpa: string;
  readonly port: number;
  readonly privateKey: KeyObject;
}

export const MACHINE_PASSWORD = 'kettle and cups';
let lastPort = 30_000;

export async function registerMachine(line: Line): Promise<Machine> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const port = ++lastPort;
  const { vmid, vpa } = expectResult(
    await line.call('merchant.register', {
      name: 'Tea stall',
      password: MACHINE_PASSWORD,
      openingBalancePaise: '0',
      host: '127.0.0.1',
      port,
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    }),
  );
  return { vmid: String(vmid), vpa: String(vpa), port, privateKey };
}

/** A connection that is this machine's: what is called over it has come through the machine. */
export async function machineLine(bank: SocketBank, machine: Machine): Promise<Line> {
  const { vmid, port, privateKey } = machine;
  const line = await bank.line();
  const { challenge } = expectResult(await line.call('terminal.challenge', { vmid }));
  const opening = { bankId: bank.facts.bankId, challenge: String(challenge), port, vmid };
  const signature = sign('sha256', terminalOpeningBytes(opening), privateKey).toString('base64');
  expectResult(await line.call('terminal.open', { vmid, challenge, port, signature }));
  return line;
}
