import type { Defences } from '#bank/defences.ts';
import { StartupFailure } from '#bank/startup-failure.ts';
import type { PayOutcome } from '#shared/device/pending.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import type { TextTransport } from '#shared/json-rpc-peer.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { SIMULATED_ITERATIONS } from '#shared/pin-proof.ts';
import { registerMerchant } from '#terminal/register-merchant.ts';
import { createTerminal, type Terminal } from '#terminal/terminal.ts';
import { TerminalError } from '#terminal/terminal-error.ts';
import { type TerminalWiring, wireTerminals } from '#terminal/wire-terminal.ts';
import { connectFrames } from '#wire/client.ts';
import { type DataFolderPaths, dataFolderPaths, openDataFolder } from '#wire/data-folder.ts';
import { createLogger } from '#wire/logger.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { createLabPhone, type LabPhone, sheetFor } from './lab-phone.ts';
import { openScratchBank, type ScratchBank, type ScratchBankOptions } from './scratch-bank.ts';
import type { BankAnswer, Tap } from './tap.ts';

/** One side of one attack: a bank, its shops and phones, all real, all gone afterwards. */
export interface World {
  readonly paths: DataFolderPaths;
  readonly wrapKey: Uint8Array;
  readonly bank: ScratchBank;
  addShop(name: string, tap?: Tap): Promise<Terminal>;
  addPhone(form: Partial<PhoneForm> & Pick<PhoneForm, 'name'>): Promise<LabPhone>;
  /** Scans and pays; the PIN is the phone's own unless given. */
  pay(phone: LabPhone, code: string, amountPaise: number, pin?: string): Promise<PayOutcome>;
  /** The same from a sheet that is there already, or that a careless phone made up. */
  payPrepared(
    phone: LabPhone,
    payment: PreparedPayment,
    amountPaise: number,
    pin?: string,
  ): Promise<PayOutcome>;
  balanceOf(vpa: string): Promise<number>;
  /** One call on a fresh connection that nobody vouches for. */
  stranger(method: string, params: unknown): Promise<BankAnswer>;
  closeBank(): Promise<void>;
  /** On what is in the folder now. @throws StartupFailure */
  reopenBank(changes?: Partial<ScratchBankOptions>): Promise<void>;
}

interface PhoneForm {
  readonly name: string;
  readonly pin: string;
  readonly balancePaise: number;
  readonly iterations: number;
}

export interface WorldOptions {
  /** Empty; its owner removes it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly defences?: Partial<Defences>;
}

const LOOPBACK = '127.0.0.1';
const PIN = '482913';
const BALANCE_PAISE = 100_000;
const PASSWORD = 'scratch-shop-password';
const PORTS_FROM = 20_000;
const PORT_TRIES = 20;
const CONNECT_WITHIN_MS = 5_000;

/** A port number that nobody else here is likely to have. */
const anyPort = (): number => {
  const [high = 0, low = 0] = nodeCrypto.randomBytes(2);
  return PORTS_FROM + ((high << 8) | low) / 2;
};

const untilOnline = (terminal: Terminal, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const isOnline = (): boolean => terminal.state().balancePaise !== undefined;
    if (isOnline()) return resolve();
    const stop = (): void => {
      off();
      reject(signal.reason);
    };
    const off = terminal.onState(() => {
      if (!isOnline()) return;
      off();
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });

async function openShop(
  wiring: TerminalWiring,
  name: string,
  tap: Tap | undefined,
): Promise<Terminal> {
  for (let tries = 1; ; tries++) {
    try {
      const port = Math.floor(anyPort());
      const form = { name, password: PASSWORD, openingBalancePaise: '0', port };
      const { identity, listen } = await registerMerchant(form, wiring.register);
      const { connectBank } = wiring.base;
      const tapped = async (): Promise<TextTransport> => {
        const line = await connectBank();
        return tap ? tap.onto(line) : line;
      };
      const posToken = wiring.newPosToken();
      return await createTerminal({
        ...wiring.base,
        connectBank: tapped,
        ...{ identity, listen, posToken },
      });
    } catch (error) {
      const isTaken = error instanceof TerminalError && error.code === 'port-in-use';
      const isRefused = error instanceof TerminalError && error.code === 'invalid';
      if (!(isTaken || isRefused) || tries >= PORT_TRIES) throw error;
    }
  }
}

async function openWorld(options: WorldOptions) {
  const { folder, signal, defences = {} } = options;
  const dataFolder = openDataFolder(folder, 'attack lab');
  const paths = dataFolderPaths(folder);
  const wrapKey = nodeCrypto.randomBytes(32);
  const closers: (() => unknown)[] = [() => dataFolder.close()];
  let bank: ScratchBank | undefined;
  const open = async (changes: Partial<ScratchBankOptions> = {}): Promise<void> => {
    bank = await openScratchBank({ paths, wrapKey, defences, ...changes });
  };
  const closeBank = async (): Promise<void> => {
    const closing = bank;
    bank = undefined;
    await closing?.close();
  };
  closers.push(closeBank);
  const current = (): ScratchBank => {
    signal.throwIfAborted();
    if (!bank) throw new Error('The scratch bank is closed.');
    return bank;
  };
  const close = async (): Promise<void> => {
    for (const end of closers.reverse()) await end();
  };
  try {
    await open();
  } catch (error) {
    await close();
    throw error;
  }
  let mobiles = 0;
  const pins = new Map<LabPhone, string>();
  const world: World = {
    paths,
    wrapKey,
    get bank() {
      return current();
    },
    async addShop(name, tap) {
      const wiring = await wireTerminals({
        ...{ bank: current().place, paths, listenHost: LOOPBACK, host: LOOPBACK },
        logger: createLogger({ nowMs: Date.now }),
      });
      const shop = await openShop(wiring, name, tap);
      closers.push(() => shop.close());
      await untilOnline(shop, signal);
      return shop;
    },
    async addPhone({ pin = PIN, ...form }) {
      const mobile = `9${String(100_000_000 + ++mobiles)}`;
      const defaults = { balancePaise: BALANCE_PAISE, iterations: SIMULATED_ITERATIONS };
      const phone = await createLabPhone(current, { ...defaults, ...form, pin, mobile });
      pins.set(phone, pin);
      closers.push(() => phone.close());
      return phone;
    },
    pay: async (phone, code, amountPaise, pin) =>
      world.payPrepared(phone, await sheetFor(phone, code), amountPaise, pin),
    async payPrepared(phone, payment, amountPaise, pin = pins.get(phone) ?? '') {
      signal.throwIfAborted();
      return phone.client.pay({ payment, amountPaise, pin });
    },
    async balanceOf(vpa) {
      const { rows } = await current().core.adminCall('admin.accounts', {
        search: vpa,
        limit: 5,
        offset: 0,
      });
      const account = rows.find((row) => row.vpa === vpa);
      if (!account) throw new Error(`The scratch bank has no account ${vpa}.`);
      return Number(account.balancePaise);
    },
    stranger: (method, params) => askStranger(current().place, method, params),
    closeBank,
    async reopenBank(changes) {
      signal.throwIfAborted();
      await open(changes);
    },
  };
  return { world, close };
}

/** Opens a world, works in it and ends it, whatever happens. */
export async function inWorld<T>(
  options: WorldOptions,
  work: (world: World) => Promise<T>,
): Promise<T> {
  const { world, close } = await openWorld(options);
  try {
    return await work(world);
  } finally {
    await close();
  }
}

/** A bank's plain answer to somebody who just connects. */
export async function askStranger(
  place: ScratchBank['place'],
  method: string,
  params: unknown,
): Promise<BankAnswer> {
  const caller = createRpcCaller(await connectFrames({ ...place, timeoutMs: CONNECT_WITHIN_MS }));
  try {
    return { result: await caller.callRaw(method, params) };
  } catch (error) {
    const { code, message, data } = error as {
      code: number;
      message: string;
      data?: unknown;
    };
    if (typeof code !== 'number') throw error;
    return { error: { code, message, data } };
  } finally {
    caller.close();
  }
}

/** Why a bank would not start, by name and sentence; anything else is thrown on. */
export function startRefusal(error: unknown): { readonly code: string; readonly sentence: string } {
  if (!(error instanceof StartupFailure)) throw error;
  return { code: error.kind, sentence: error.message };
}
