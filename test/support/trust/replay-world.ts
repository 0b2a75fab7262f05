import { loadFastCrypto } from '#stress/fast-crypto.ts';
import type { Line, Reply } from '#stress/line.ts';
import { makePhone } from '#stress/population.ts';
import {
  openPhoneSession,
  type PhoneSession,
  registerPhone,
  sealedCall,
  type VirtualPhone,
} from '#stress/virtual-phone.ts';
import type { Message } from './forgeries.ts';
import { createModel, type Model, openAccount, restartModel } from './model.ts';
import { judge } from './model-payment.ts';
import { expectResult, makeOrder } from './payers.ts';
import {
  type Machine,
  machineLine,
  openSocketBank,
  registerMachine,
  type SocketBank,
} from './socket-bank.ts';

/** Two phones, two UPI machines and a bank behind real sockets, with the model beside it. */
export interface ReplayWorld {
  readonly bank: SocketBank;
  readonly model: Model;
  readonly victim: VirtualPhone;
  readonly thief: VirtualPhone;
  readonly machine: Machine;
  readonly otherMachine: Machine;
  /** The victim's sessions: the one it pays in, and another one. */
  own: PhoneSession;
  other: PhoneSession;
  thiefs: PhoneSession;
  lines: Lines;
}

interface Lines {
  readonly straight: Line;
  readonly machine: Line;
  readonly otherMachine: Line;
}

const crypto = loadFastCrypto();
const OPENING_PAISE = 50_000_000;

async function register(bank: SocketBank, line: Line, model: Model, index: number) {
  const phone = await makePhone(1, index, crypto);
  Object.assign(phone, expectResult(await registerPhone(phone, line, bank.facts, OPENING_PAISE)));
  const { vpa, deviceId } = phone;
  openAccount(model, { vpa, deviceId, balancePaise: OPENING_PAISE, nowMs: bank.clock.nowMs() });
  return phone;
}

async function openSession(
  world: Pick<ReplayWorld, 'bank' | 'model'>,
  phone: VirtualPhone,
  line: Line,
) {
  expectResult(await openPhoneSession(phone, line, world.bank.facts, crypto));
  const { session } = phone;
  if (!session) throw new Error('no session');
  const { id, nonce } = session;
  const { vpa, deviceId } = phone;
  world.model.sessions.set(id, { id, vpa, deviceId, nonce, nonceMs: world.bank.clock.nowMs() });
  return session;
}

async function openLines(bank: SocketBank, model: Model, machine: Machine, otherMachine: Machine) {
  for (const { vmid, vpa } of [machine, otherMachine]) model.machines.set(vmid, vpa);
  return {
    straight: await bank.line(),
    machine: await machineLine(bank, machine),
    otherMachine: await machineLine(bank, otherMachine),
  };
}

async function openSessions(world: Omit<ReplayWorld, 'own' | 'other' | 'thiefs'>) {
  const { victim, thief, lines } = world;
  const other = await openSession(world, victim, lines.straight);
  const own = await openSession(world, victim, lines.straight);
  return { other, own, thiefs: await openSession(world, thief, lines.straight) };
}

export async function openReplayWorld(): Promise<ReplayWorld> {
  const bank = await openSocketBank();
  const model = createModel({ perDayCount: Number.POSITIVE_INFINITY, coolingHours: 0 });
  const line = await bank.line('stress');
  const victim = await register(bank, line, model, 1);
  const thief = await register(bank, line, model, 2);
  const machine = await registerMachine(line);
  const otherMachine = await registerMachine(line);
  for (const { vpa, vmid } of [machine, otherMachine]) {
    openAccount(model, { vpa, balancePaise: 0, nowMs: 0 });
    model.directory.set(vmid, vpa);
  }
  line.close();
  const lines = await openLines(bank, model, machine, otherMachine);
  const world = { bank, model, victim, thief, machine, otherMachine, lines };
  return { ...world, ...(await openSessions(world)) };
}

/** Everybody connects and opens a session anew. */
export async function restartWorld(world: ReplayWorld): Promise<void> {
  const { bank, model, machine, otherMachine } = world;
  await bank.restart();
  restartModel(model);
  world.lines = await openLines(bank, model, machine, otherMachine);
  Object.assign(world, await openSessions(world));
}

export const CHANNELS = [
  'straight',
  'sealed',
  "sealed in the victim's other session",
  "sealed in the thief's session",
  'through its machine',
  'through another machine',
] as const;
export type Channel = (typeof CHANNELS)[number];

interface Way {
  readonly line: Line;
  readonly route: string;
  readonly seal: PhoneSession | undefined;
}

function wayOf(world: ReplayWorld, channel: Channel): Way {
  const { lines, machine, otherMachine, own, other, thiefs } = world;
  switch (channel) {
    case 'straight':
      return { line: lines.straight, route: '', seal: undefined };
    case 'sealed':
      return { line: lines.straight, route: '', seal: own };
    case "sealed in the victim's other session":
      return { line: lines.straight, route: '', seal: other };
    case "sealed in the thief's session":
      return { line: lines.straight, route: '', seal: thiefs };
    case 'through its machine':
      return { line: lines.machine, route: machine.vmid, seal: own };
    case 'through another machine':
      return { line: lines.otherMachine, route: otherMachine.vmid, seal: own };
  }
}

const describeReply = (reply: Reply): string => {
  if (reply.kind === 'lost') return `lost: ${reply.message}`;
  if (reply.kind === 'refusal') return `refused ${reply.code}`;
  const inner = (reply.result.result ?? reply.result) as { code?: string };
  return `answered ${inner.code}`;
};

/** Both keep the bank's nonce; a refusal leaves it, an answer that is new replaces it. */
function followNonces({ bank, model, own, other, thiefs }: ReplayWorld): string[] {
  const changed: string[] = [];
  for (const session of [own, other, thiefs]) {
    const kept = model.sessions.get(session.id);
    const nonce = bank.core.session(session.id)?.nonce;
    if (!kept || nonce === undefined) throw new Error('a session was lost');
    if (kept.nonce !== nonce) changed.push(session.id);
    Object.assign(kept, {
      nonce,
      nonceMs: kept.nonce === nonce ? kept.nonceMs : bank.clock.nowMs(),
    });
    session.nonce = nonce;
  }
  return changed;
}

/**
 * Delivers a message and holds the bank's reply against the model's.
 * @returns what differs, or undefined
 */
export async function deliver(
  world: ReplayWorld,
  message: Message,
  channel: Channel,
): Promise<string | undefined> {
  const { bank, model } = world;
  const { line, route, seal } = wayOf(world, channel);
  const { order, params, isSignatureRight, isPinRight, isCanonical } = message;
  const sealedIn = seal?.id;
  const nowMs = bank.clock.nowMs();
  const verdict = isCanonical
    ? judge(model, { order, isSignatureRight, isPinRight, route, sealedIn, nowMs })
    : { kind: 'refused', code: 'U15', isNew: false };
  const reply = seal
    ? await sealedCall(seal, line, 'payment.submit', params)
    : await line.call('payment.submit', params);
  const wanted = `${verdict.kind} ${verdict.code}`;
  const got = describeReply(reply);
  if (got !== wanted) return `${got} instead of ${wanted}`;
  const changed = followNonces(world);
  const isNew = verdict.kind === 'answered' && 'isNew' in verdict && verdict.isNew;
  const expected = isNew ? [order.sessionId] : [];
  return changed.join() === expected.join() ? undefined : `${wanted}, but the nonces went wrong`;
}

/** A fresh nonce in every session, as after a pause. */
export async function renewNonces(world: ReplayWorld): Promise<void> {
  const { own, other, thiefs, lines } = world;
  for (const session of [own, other, thiefs]) {
    expectResult(await sealedCall(session, lines.straight, 'session.nonce', {}));
  }
  followNonces(world);
}

export const victimOrder = ({ victim, machine, own }: ReplayWorld, vmid: string) => ({
  ...makeOrder(victim, { payee: machine.vpa, amountPaise: 2_000 }),
  sessionId: own.id,
  nonce: own.nonce,
  reference: 'INVOICE-1',
  vmid,
});

/** Every balance of the bank against the model's. */
export async function balanceProblems({ bank, model }: ReplayWorld): Promise<string[]> {
  const { rows } = await bank.core.adminCall('admin.accounts', {
    limit: 200,
    offset: 0,
    search: '',
  });
  return rows
    .filter(({ kind }) => kind !== 'system')
    .filter(
      ({ vpa, balancePaise }) => model.accounts.get(vpa)?.balancePaise !== Number(balancePaise),
    )
    .map(({ vpa, balancePaise }) => `${vpa} has ${balancePaise}`);
}
