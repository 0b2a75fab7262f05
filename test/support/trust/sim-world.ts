import { join } from 'node:path';
import type { BankCore } from '#bank/core.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { openBank } from '#bank/open-bank.ts';
import { loadSignatureCheck } from '#bank/server/check-signature.ts';
import type { BankStore } from '#bank/store/bank-store.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { toBase64Url } from '#shared/bytes.ts';
import { defaultBankSettings } from '#shared/settings.ts';
import { START_MS } from '../bank/test-bank.ts';
import { registerTestMerchant } from '../bank/test-merchant.ts';
import { type TestTimers, testTimers } from '../bank/test-timers.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { createModel, type Model, openAccount, restartModel } from './model.ts';
import { endHolds } from './model-holds.ts';
import { type Bytes, registerSimPhone, type SimMessage, type SimPhone } from './sim-phone.ts';
import { type SimStorage, simStorage } from './sim-store.ts';

/** The bank's core alone, with every source of chance in the hands of one seed. */
export interface SimWorld {
  readonly random: Seeded;
  readonly bytes: Bytes;
  readonly storage: SimStorage;
  readonly model: Model;
  readonly phones: SimPhone[];
  readonly machines: { readonly vmid: string; readonly vpa: string }[];
  /** Every message that was ever answered, to be sent again. */
  readonly sent: SimMessage[];
  /** Binding codes by mobile number, as the SMS said. */
  readonly codes: Map<string, string>;
  core: BankCore;
  nowMs: number;
  /** Of the bank that runs now. */
  timers: TestTimers;
}

const checkSignature = loadSignatureCheck();

export const PHONES = 12;
const MACHINES = 3;
/** By turns: some can always pay, some soon cannot. */
const OPENING_PAISE = [20_000_000, 60_000] as const;

const bytesFrom =
  (random: Seeded): Bytes =>
  (length) =>
    Uint8Array.from({ length }, () => Math.floor(random.next() * 256));

async function openCore(world: SimWorld): Promise<void> {
  world.timers = testTimers({ nowMs: () => world.nowMs, advance: () => undefined });
  world.core = await openBank({
    store: await world.storage.open(),
    clock: { nowMs: () => world.nowMs },
    randomBytes: world.bytes,
    verifySignature: async (key, data, signature) => checkSignature(key, data, signature),
    keyWrap: aesKeyWrap(new Uint8Array(32).fill(9), world.bytes),
    checkpointKeeper: world.storage.keeper,
    timers: world.timers,
    // Small, so that charges are often read back from the store.
    bounds: { chargesInMemoryMax: 12, settlePauseMs: 0 },
    monotonicMs: () => world.nowMs,
  });
  world.core.onEvent((event) => {
    if (event.to === 'admin' && event.event.kind === 'sms') {
      world.codes.set(event.event.mobile, event.event.code);
    }
  });
}

export async function openSimWorld(
  folder: string,
  seed: number,
  openStore: () => Promise<BankStore> = () => openSqliteStore(join(folder, 'bank.sqlite')),
): Promise<SimWorld> {
  const random = seeded(seed);
  const model = createModel({ perDayCount: 60, perDayPaise: 300_000, coolingPaise: 60_000 });
  const world: SimWorld = {
    random,
    bytes: bytesFrom(random),
    storage: simStorage(openStore),
    model,
    phones: [],
    machines: [],
    sent: [],
    codes: new Map(),
    core: undefined as unknown as BankCore,
    timers: undefined as unknown as TestTimers,
    nowMs: START_MS,
  };
  await openCore(world);
  const { perDayCount, perDayPaise, coolingPaise } = model.rules;
  await world.core.adminCall('admin.settings.set', {
    ...defaultBankSettings(),
    ...{ perDayCount, perDayPaise, coolingPaise, areSimulatedLimited: true },
  });
  for (let index = 0; index < PHONES; index++) {
    const balancePaise = OPENING_PAISE[index % 2] ?? 0;
    const phone = await registerSimPhone(world.core, world.bytes, index, balancePaise);
    const { vpa, deviceId } = phone;
    openAccount(model, { vpa, deviceId, balancePaise, nowMs: world.nowMs });
    world.phones.push(phone);
    openSimSession(world, phone);
  }
  for (let index = 0; index < MACHINES; index++) {
    const vpa = `shop${index}@upisim`;
    const { vmid } = await registerTestMerchant(world.core, { vpa, port: 7_000 + index });
    openAccount(model, { vpa, balancePaise: 0, nowMs: world.nowMs });
    world.machines.push({ vmid, vpa });
    switchMachine(world, index, true);
  }
  model.lastTimeMs = world.nowMs;
  return world;
}

/** Another session of the phone; the core allows four of a device, the oldest ends here first. */
export function openSimSession(world: SimWorld, phone: SimPhone): void {
  const { core, model } = world;
  if (phone.sessions.length >= 3) {
    const [oldest] = phone.sessions.splice(0, 1);
    core.endSession(oldest ?? '');
    model.sessions.delete(oldest ?? '');
  }
  const id = toBase64Url(world.bytes(16));
  const { nextNonce } = core.openSession(phone.uid, phone.deviceId, id);
  const { vpa, deviceId } = phone;
  model.sessions.set(id, { id, vpa, deviceId, nonce: nextNonce, nonceMs: world.nowMs });
  phone.sessions.push(id);
}

export function switchMachine({ core, model, machines }: SimWorld, index: number, isOn: boolean) {
  const machine = machines[index];
  if (!machine) throw new Error(`there is no machine ${index}`);
  core.setTerminalOnline(machine.vmid, isOn);
  if (isOn) model.machines.set(machine.vmid, machine.vpa);
  else model.machines.delete(machine.vmid);
}

/** The bank starts again, after it was closed or had died. */
export async function restartSim(world: SimWorld, hasDied: boolean): Promise<void> {
  if (hasDied) await world.storage.abandon();
  else await world.core.close();
  restartModel(world.model);
  await openCore(world);
  for (const phone of world.phones) {
    phone.sessions = [];
    openSimSession(world, phone);
  }
  for (const index of world.machines.keys()) switchMachine(world, index, true);
  await endWaits(world);
}

/** Payments whose time is over end, at the bank and in the model. */
export async function endWaits(world: SimWorld): Promise<void> {
  const { core, model, timers, machines, nowMs } = world;
  timers.pass(0);
  // A command behind those that end them, and one more for what they begin.
  const reference = 'CH0000000000000000';
  for (let turn = 0; turn < 2; turn++) {
    await core
      .terminalCall(machines[0]?.vmid ?? '', 'order.get', { reference })
      .catch(() => undefined);
  }
  if (endHolds(model, nowMs)) model.lastTimeMs = Math.max(nowMs, model.lastTimeMs);
}
