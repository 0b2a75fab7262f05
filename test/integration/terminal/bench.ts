import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankCore } from '#bank/core.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { openBank } from '#bank/open-bank.ts';
import { type BankServer, startBankServer } from '#bank/server/start-bank-server.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import {
  createPhoneClient,
  type PhoneClient,
  type PhoneOptions,
} from '#shared/device/phone-client.ts';
import type { Connectors } from '#shared/device/phone-connections.ts';
import { createMemoryPhoneStore, type PhoneStore } from '#shared/device/phone-store.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import type { BankPins } from '#shared/device/sealed-session.ts';
import { createRpcCaller, type RpcCaller, type TextTransport } from '#shared/json-rpc-peer.ts';
import { SIMULATED_ITERATIONS } from '#shared/pin-proof.ts';
import { terminalPortProblem } from '#shared/ports.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { type MerchantForm, registerMerchant } from '#terminal/register-merchant.ts';
import { createTerminal, type Terminal } from '#terminal/terminal.ts';
import type { TerminalIdentity } from '#terminal/terminal-file.ts';
import { type TerminalWiring, wireTerminals } from '#terminal/wire-terminal.ts';
import { openAuthority } from '#wire/certificates.ts';
import { connectFrames } from '#wire/client.ts';
import { dataFolderPaths, openDataFolder } from '#wire/data-folder.ts';
import { createLogger } from '#wire/logger.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import { type ManualTimers, manualTimers, settle } from '../../support/manual-timers.ts';

/** A bank with a database file, terminals and phones, all over real sockets on this machine. */
export const PIN = '2468';
export const PASSWORD = 'kettle-and-milk';
/**
 * RFC 7677's floor, which the bank grants to simulated users only: a hundred users here would
 * otherwise stretch PINs for a minute. `newPhone({ pinIterations: PHONE_ITERATIONS })` is a real one.
 */
const STRESS_KEY = 's'.repeat(43);

export interface Bench {
  readonly folder: string;
  readonly timers: ManualTimers;
  readonly bankPort: number;
  readonly wiring: TerminalWiring;
  readonly caPem: string;
  /** A raw line to a port of this machine. */
  connect(port: number): Promise<TextTransport>;
  core(): BankCore;
  pins(): BankPins;
  /** Ends the bank's process life: sessions are gone, the database stays. */
  stopBank(): Promise<void>;
  startBank(): Promise<void>;
  addTerminal(
    form?: Partial<MerchantForm>,
    changes?: Partial<TerminalWiring['base']>,
  ): Promise<Terminal>;
  restartTerminal(identity: TerminalIdentity): Promise<Terminal>;
  newPhone(changes?: Partial<PhoneOptions>): PhoneBench;
  /** A phone with an account, Rs 1,000 on it. */
  addUser(name?: string, changes?: Partial<PhoneOptions>): Promise<PhoneBench>;
  close(): Promise<void>;
}

export interface PhoneBench {
  readonly phone: PhoneClient;
  readonly store: PhoneStore;
  readonly connectors: Connectors;
}

/** The phone's payment sheet for a text. */
export async function sheetFor(phone: PhoneClient, text: string): Promise<PreparedPayment> {
  const prepared = await phone.prepare(text);
  if (!prepared.ok) throw new Error(`${prepared.failure.code}: ${prepared.failure.detail}`);
  return prepared.value;
}

export async function balanceOf(phone: PhoneClient, pin = PIN): Promise<number> {
  const balance = await phone.balance(pin);
  if (!balance.ok) throw new Error(`${balance.failure.code}: ${balance.failure.detail}`);
  return balance.value;
}

export async function vpaOf(phone: PhoneClient): Promise<string> {
  const identity = await phone.identity();
  if (!identity.ok || !identity.value) throw new Error('the phone has no account');
  return identity.value.vpa;
}

export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    await new Promise((resolve) => server.close(resolve));
    if (terminalPortProblem(port) === undefined) return port;
  }
}

/** Waits, without a clock, for something that sockets bring. The test's own timeout bounds it. */
export async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await settle();
}

/** A line on which simulated users may register. */
export async function asTester(caller: RpcCaller): Promise<RpcCaller> {
  await caller.call(publicMethods, 'admin.open', { adminKey: STRESS_KEY });
  return caller;
}

const logger = createLogger({ nowMs: Date.now });
let mobiles = 0;

export async function openBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'upi-terminal-'));
  const dataFolder = openDataFolder(folder);
  const { paths } = dataFolder;
  const wrapKey = randomBytes(32);
  const timers = manualTimers(Date.now());
  const authority = await openAuthority(paths, Date.now);
  const certificate = await authority.certificateIn(paths.bankTls);
  const bankPort = await freePort();
  let core: BankCore | undefined;
  let server: BankServer | undefined;
  const closers: (() => unknown)[] = [];

  const startBank = async (): Promise<void> => {
    core = await openBank({
      store: await openSqliteStore(paths.database),
      clock: { nowMs: () => timers.nowMs },
      timers,
      randomBytes: (length) => new Uint8Array(randomBytes(length)),
      verifySignature: async (key, data, signature) =>
        nodeCrypto.verifyEd25519(key, data, signature),
      keyWrap: aesKeyWrap(wrapKey, (length) => new Uint8Array(randomBytes(length))),
      checkpointKeeper: fileCheckpointKeeper(paths.checkpoint),
    });
    server = await startBankServer({
      core,
      listener: { host: '127.0.0.1', port: bankPort, certificate },
      keys: { adminKey: 'a'.repeat(43), stressKey: STRESS_KEY },
      verifySignature: async (key, data, signature) =>
        nodeCrypto.verifyEd25519(key, data, signature),
      logger,
      clock: { nowMs: () => timers.nowMs },
      randomBytes: (length) => new Uint8Array(randomBytes(length)),
    });
  };
  const stopBank = async (): Promise<void> => {
    await server?.stop(0);
    await core?.close();
    server = undefined;
    core = undefined;
  };
  await startBank();
  const caPem = authority.caPem;
  const wired = await wireTerminals({
    bank: { host: '127.0.0.1', port: bankPort, caPem },
    paths: dataFolderPaths(folder),
    listenHost: '127.0.0.1',
    host: '127.0.0.1',
    logger,
  });
  const wiring: TerminalWiring = {
    ...wired,
    base: { ...wired.base, timers, nowMs: () => timers.nowMs, random: () => 1 },
  };
  const connect = (port: number): Promise<TextTransport> =>
    connectFrames({ host: '127.0.0.1', port, caPem, timeoutMs: 5_000 });
  const connectors: Connectors = {
    connectBank: async (options) => asTester(createRpcCaller(await connect(bankPort), options)),
    connectTerminal: async ({ port }, options) => createRpcCaller(await connect(port), options),
  };
  const requireCore = (): BankCore => {
    if (!core) throw new Error('the bank is not running');
    return core;
  };
  const pins = (): BankPins => {
    const { bankId, exchangeKey, certificationKey, ledgerVerifierKey } = requireCore().info();
    return { bankId, exchangeKey, certificationKey, ledgerVerifierKey };
  };
  const isOnline = async (terminal: Terminal): Promise<Terminal> => {
    await until(() => terminal.state().balancePaise !== undefined);
    return terminal;
  };
  const keep = (terminal: Terminal): Promise<Terminal> => {
    closers.push(() => terminal.close());
    return isOnline(terminal);
  };
  const newPhone = (changes: Partial<PhoneOptions> = {}): PhoneBench => {
    const store = changes.store ?? createMemoryPhoneStore();
    const used = {
      connectBank: changes.connectBank ?? connectors.connectBank,
      connectTerminal: changes.connectTerminal ?? connectors.connectTerminal,
    };
    const phone = createPhoneClient({
      crypto: nodeCrypto,
      signer: nodeDeviceSigner(new Uint8Array(randomBytes(32))),
      deviceId: `phone-${randomBytes(8).toString('hex')}`,
      bank: pins(),
      nowMs: () => timers.nowMs,
      pinIterations: SIMULATED_ITERATIONS,
      ...changes,
      store,
      ...used,
    });
    closers.push(() => phone.close());
    return { phone, store, connectors: used };
  };

  return {
    folder,
    timers,
    bankPort,
    wiring,
    caPem,
    connect,
    core: requireCore,
    pins,
    startBank,
    stopBank,
    async addTerminal(form = {}, changes = {}) {
      const { identity, listen } = await registerMerchant(
        {
          name: 'Asha Tea Stall',
          password: PASSWORD,
          openingBalancePaise: '0',
          port: await freePort(),
          ...form,
        },
        wiring.register,
      );
      const posToken = wiring.newPosToken();
      return keep(await createTerminal({ ...wiring.base, ...changes, identity, listen, posToken }));
    },
    async restartTerminal(identity) {
      const listen = (handler: Parameters<TerminalWiring['listen']>[1]) =>
        wiring.listen(identity.port, handler);
      const posToken = wiring.newPosToken();
      return keep(await createTerminal({ ...wiring.base, identity, listen, posToken }));
    },
    newPhone,
    async addUser(name = 'Ravi Kumar', changes = {}) {
      const made = newPhone(changes);
      mobiles += 1;
      const registered = await made.phone.register({
        name,
        mobile: `9${String(mobiles).padStart(9, '0')}`,
        pin: PIN,
        openingBalancePaise: 100_000,
      });
      if (!registered.ok) throw new Error(registered.failure.detail);
      return made;
    },
    async close() {
      for (const close of closers) await close();
      await stopBank();
      dataFolder.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
