import { txnIdFrom } from '#shared/ids.ts';
import { checkReceipt } from '#shared/ledger/receipt.ts';
import { faultMethods } from '#shared/protocol/fault-methods.ts';
import type { RpcError } from '#shared/protocol/json-rpc.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { PASSWORD } from '../bank/test-merchant.ts';
import { MODEL_FAULTS } from './model-holds.ts';
import { judgePinAction, judgeRefund } from './model-payment.ts';
import { balanceProof, deviceFields, phoneKey } from './sim-phone.ts';
import { endWaits, openSimSession, type SimWorld, switchMachine } from './sim-world.ts';

/** Everything besides payments that changes the bank, or asks it; each compares with the model. */
export type SimStep = (world: SimWorld) => Promise<void>;

const HOUR_MS = 3_600_000;

const pick = <T>({ random }: SimWorld, list: readonly T[]): T =>
  list[random.whole(0, list.length - 1)] as T;

const codeOf = (error: unknown): string => (error as RpcError).data?.responseCode ?? String(error);

function expectSame(what: string, got: unknown, wanted: unknown): void {
  if (got !== wanted) throw new Error(`${what}: ${String(got)} instead of ${String(wanted)}`);
}

const written = (world: SimWorld): void => {
  world.model.lastTimeMs = Math.max(world.nowMs, world.model.lastTimeMs);
};

const createCharge: SimStep = async (world) => {
  const { vmid, vpa } = pick(world, world.machines);
  const amountPaise = world.random.whole(1, 5_000);
  const charge = await world.core.terminalCall(vmid, 'order.create', {
    amountPaise: String(amountPaise),
    note: '',
    expirySeconds: world.random.whole(15, 900),
  });
  const { reference, expiresMs } = charge;
  const model = {
    shop: vpa,
    amountPaise,
    expiresMs,
    isPaid: false,
    isPending: false,
    isCancelled: false,
  };
  world.model.charges.set(reference, model);
  written(world);
};

const cancelCharge: SimStep = async (world) => {
  const [reference, charge] = [...world.model.charges].at(-world.random.whole(1, 5)) ?? [];
  if (!reference || !charge) return;
  const machine = world.machines.find(({ vpa }) => vpa === charge.shop);
  const cancelled = world.core.terminalCall(machine?.vmid ?? '', 'order.cancel', { reference });
  const outcome = await cancelled.then(({ state }) => state, codeOf);
  const isTaken = charge.isPaid || charge.isPending;
  expectSame('cancelling a charge', outcome, isTaken ? 'U10' : 'cancelled');
  if (!isTaken) charge.isCancelled = true;
};

const refund: SimStep = async (world) => {
  const { model, machines, core, random } = world;
  const shop = pick(world, machines);
  const paid = [...model.answers].filter(([, { payee }]) => payee === shop.vpa).slice(-20);
  if (paid.length === 0) return;
  const [original, { amountPaise: wholePaise }] = pick(world, paid);
  const again = [...model.refunds].at(-1);
  const isAgain = again !== undefined && random.next() < 0.3;
  const wanted = isAgain
    ? { txnId: again[0], original: again[1].original, amountPaise: again[1].amountPaise }
    : { txnId: txnIdFrom(world.bytes(16)), original, amountPaise: random.whole(1, wholePaise + 5) };
  const verdict = judgeRefund(model, shop.vpa, wanted);
  const called = core.terminalCall(shop.vmid, 'merchant.refund', {
    refundTxnId: wanted.txnId,
    txnId: wanted.original,
    amountPaise: String(wanted.amountPaise),
    password: PASSWORD,
  });
  expectSame('a refund', await called.then(({ code }) => code, codeOf), verdict.code);
  written(world);
};

const showBalance: SimStep = async (world) => {
  const { core, model, random, bytes } = world;
  const phone = pick(world, world.phones);
  const id = pick(world, phone.sessions);
  const kept = model.sessions.get(id);
  const session = core.session(id);
  if (!kept || !session) throw new Error('a session is gone');
  const isPinRight = random.next() > 0.2;
  const pin = await balanceProof(phone, bytes, id, kept.nonce, isPinRight);
  const verdict = judgePinAction(model, { sessionId: id, isPinRight, nowMs: world.nowMs });
  const asked = core.sealedCall(session, 'account.balance', { pin });
  const got = await asked.then(({ balancePaise }) => `balance ${balancePaise}`, codeOf);
  const balance = `balance ${model.accounts.get(phone.vpa)?.balancePaise}`;
  expectSame('the balance', got, verdict.code === '00' ? balance : verdict.code);
  const { nonce } = session;
  expectSame('the nonce was used up', nonce !== kept.nonce, verdict.code !== 'U70');
  if (nonce !== kept.nonce) Object.assign(kept, { nonce, nonceMs: world.nowMs });
  if (verdict.code !== 'U70') written(world);
};

const askStatus: SimStep = async (world) => {
  const message = world.sent.at(-world.random.whole(1, 200));
  if (!message) return;
  const { txnId } = message.order;
  const answer = world.model.answers.get(txnId);
  const phone = world.phones.find(({ vpa }) => vpa === answer?.payer) ?? message.phone;
  const session = world.core.session(phone.sessions.at(-1) ?? '');
  if (!session) throw new Error('a session is gone');
  const asked = world.core.sealedCall(session, 'payment.status', { txnId });
  expectSame('a status', await asked.then(({ code }) => code, codeOf), answer?.code ?? 'U48');
  if (answer?.code !== '00') return;
  const { receipt } = await world.core.sealedCall(session, 'account.receipt', { txnId });
  const vkey = world.core.info().ledgerVerifierKey;
  const { entry } = await checkReceipt(nodeCrypto, receipt, vkey);
  const proved = entry.type === 'release' ? entry.relatedTxnId : entry.txnId;
  expectSame('a receipt', `${proved} ${entry.amountPaise}`, `${txnId} ${answer.amountPaise}`);
};

/** A new phone, or the same one with a new key, by a code from an SMS. */
const bindAgain: SimStep = async (world) => {
  const { core, model, random, bytes } = world;
  const phone = pick(world, world.phones);
  const deviceId = random.next() < 0.5 ? `device-${phone.mobile}-b` : `device-${phone.mobile}-c`;
  const request = { mobile: phone.mobile, deviceId };
  world.codes.delete(phone.mobile);
  const hasCode = await core.requestBinding(request).then(
    () => true,
    () => false,
  );
  const bindingCode = world.codes.get(phone.mobile);
  if (!hasCode || bindingCode === undefined) return;
  const next = { mobile: phone.mobile, deviceId, signer: phoneKey(bytes(32)) };
  await core.bindDevice({ mobile: phone.mobile, bindingCode, device: deviceFields(core, next) });
  for (const id of phone.sessions) model.sessions.delete(id);
  const account = model.accounts.get(phone.vpa);
  if (!account) throw new Error('the model lost a payer');
  const coolingUntilMs = world.nowMs + model.rules.coolingHours * HOUR_MS;
  Object.assign(account, { deviceId, coolingUntilMs, coolingSentPaise: 0 });
  Object.assign(phone, { deviceId, signer: next.signer, sessions: [] });
  openSimSession(world, phone);
  written(world);
};

const openAnother: SimStep = async (world) => openSimSession(world, pick(world, world.phones));

const renewNonce: SimStep = async (world) => {
  const session = world.core.session(pick(world, pick(world, world.phones).sessions));
  const kept = world.model.sessions.get(session?.id ?? '');
  if (!session || !kept) throw new Error('a session is gone');
  session.renewNonce();
  expectSame('the nonce was renewed', session.nonce !== kept.nonce, true);
  Object.assign(kept, { nonce: session.nonce, nonceMs: world.nowMs });
};

const toggleMachine: SimStep = async (world) => {
  const index = world.random.whole(0, world.machines.length - 1);
  switchMachine(world, index, world.random.next() < 0.7);
};

/** Mostly seconds; sometimes past a nonce's life, a lock or a day; sometimes a little back. */
const moveClock: SimStep = async (world) => {
  const roll = world.random.next();
  if (roll < 0.6) world.nowMs += world.random.whole(1, 20_000);
  else if (roll < 0.8) world.nowMs += world.random.whole(200_000, 400_000);
  else if (roll < 0.9) world.nowMs += world.random.whole(1, 30) * HOUR_MS;
  else if (roll < 0.95) world.nowMs -= world.random.whole(1, 7_200_000);
  else world.nowMs += 1;
  await endWaits(world);
};

/** Now and then the network does something to every payment, mostly nothing. */
const setFault: SimStep = async (world) => {
  const fault = world.random.next() < 0.5 ? undefined : pick(world, MODEL_FAULTS);
  const common = { id: 'sim', scope: 'global' as const, sharePercent: 100 };
  const faults = fault ? [{ ...common, ...fault }] : [];
  await world.core.adminCall(
    'admin.setFaults',
    faultMethods['admin.setFaults'].params.parse({ faults }),
  );
  world.model.fault = fault;
};

/** Steps with their weights; a refund checks a password, which takes a tenth of a second. */
export const STEPS: readonly (readonly [weight: number, step: SimStep])[] = [
  [60, moveClock],
  [30, createCharge],
  [8, cancelCharge],
  [14, showBalance],
  [20, askStatus],
  [6, renewNonce],
  [6, openAnother],
  [6, toggleMachine],
  [8, setFault],
  [3, bindAgain],
  [0.25, refund],
];
