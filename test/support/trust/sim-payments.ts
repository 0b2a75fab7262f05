import { txnIdFrom } from '#shared/ids.ts';
import type { PaymentOrder } from '#shared/payment-order.ts';
import type { RpcError } from '#shared/protocol/json-rpc.ts';
import type { PaymentResult } from '#shared/protocol/payments.ts';
import { judge, type Verdict } from './model-payment.ts';
import { type SimMessage, type SimPhone, signMessage } from './sim-phone.ts';
import type { SimFault } from './sim-store.ts';
import type { SimWorld } from './sim-world.ts';

/** A message and the way it takes. */
interface Delivery {
  readonly message: SimMessage;
  readonly route: string;
  readonly sealedIn: string | undefined;
}

/** Messages kept to be sent again. */
const SENT_MAX = 2_000;

const pick = <T>({ random }: SimWorld, list: readonly T[]): T => {
  const found = list[random.whole(0, list.length - 1)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

const nonceOf = ({ model }: SimWorld, sessionId: string): string =>
  model.sessions.get(sessionId)?.nonce ?? 'A'.repeat(22);

/** As phones do before they pay: a nonce that is nearly too old is asked for anew. */
function refreshNonce({ core, model, nowMs }: SimWorld, sessionId: string): void {
  const kept = model.sessions.get(sessionId);
  const session = core.session(sessionId);
  if (!kept || !session) throw new Error(`session ${sessionId} is gone`);
  if (nowMs - kept.nonceMs < 240_000) return;
  session.renewNonce();
  Object.assign(kept, { nonce: session.nonce, nonceMs: nowMs });
}

const newId = ({ bytes }: SimWorld): string => txnIdFrom(bytes(16));

/** A payment as an honest phone writes it. */
function freshOrder(world: SimWorld, phone: SimPhone, sessionId: string): PaymentOrder {
  const { random, model, machines, phones } = world;
  const machine = pick(world, machines);
  const isToShop = random.next() < 0.5;
  const isThrough = isToShop && random.next() < 0.6;
  const charges = [...model.charges].slice(-10);
  const [reference, charge] =
    isToShop && charges.length > 0 && random.next() < 0.5 ? pick(world, charges) : ['', undefined];
  const isExact = charge !== undefined && random.next() < 0.8;
  const payee = isToShop ? (charge?.shop ?? machine.vpa) : pick(world, phones).vpa;
  const vmid = isThrough ? (machines.find(({ vpa }) => vpa === payee)?.vmid ?? '') : '';
  return {
    amountPaise: String(isExact ? charge.amountPaise : amountOf(world)),
    currency: 'INR',
    deviceId: phone.deviceId,
    mode: '00',
    nonce: nonceOf(world, sessionId),
    note: '',
    payee: random.next() < 0.03 ? 'nobody.here@upisim' : payee,
    payer: phone.vpa,
    reference,
    sessionId,
    txnId: newId(world),
    type: 'PAY',
    v: '1',
    vmid,
  };
}

function amountOf({ random }: SimWorld): number {
  const roll = random.next();
  if (roll < 0.8) return random.whole(1, 9_000);
  if (roll < 0.97) return random.whole(9_000, 120_000);
  return random.whole(120_000, 12_000_000);
}

/** The same id with something else in it, or the same payment approved anew. */
function takenUpAgain(world: SimWorld, phone: SimPhone, sessionId: string): PaymentOrder {
  const { order: old } = pick(world, world.sent);
  const own = world.sent.findLast(({ order }) => order.payer === phone.vpa)?.order ?? old;
  const order = { ...own, deviceId: phone.deviceId, sessionId, nonce: nonceOf(world, sessionId) };
  const roll = world.random.next();
  if (roll < 0.4) return order;
  if (roll < 0.55) return { ...order, amountPaise: String(Number(own.amountPaise) + 1) };
  if (roll < 0.7) return { ...order, payee: pick(world, world.phones).vpa };
  if (roll < 0.85) return { ...order, reference: 'ANOTHER-1' };
  return { ...order, txnId: old.txnId, payer: phone.vpa };
}

/** Honest ways most of the time; a message also takes the wrong way now and then. */
function wayFor(world: SimWorld, message: SimMessage): Delivery {
  const { order, phone } = message;
  const roll = world.random.next();
  const anySession = pick(world, pick(world, world.phones).sessions);
  if (roll < 0.04)
    return { message, route: pick(world, world.machines).vmid, sealedIn: anySession };
  if (roll < 0.08) return { message, route: order.vmid, sealedIn: anySession };
  if (roll < 0.1) return { message, route: '', sealedIn: pick(world, phone.sessions) };
  if (order.vmid === '' && roll < 0.5) return { message, route: '', sealedIn: undefined };
  return { message, route: order.vmid, sealedIn: order.sessionId };
}

async function makeDelivery(world: SimWorld, phone: SimPhone, sessionId: string) {
  const { random, bytes, sent } = world;
  const roll = random.next();
  if (sent.length > 0 && roll < 0.1) {
    // To the letter, as it was sent before; the last ones most likely.
    const at = sent.length - 1 - Math.floor(random.next() ** 3 * sent.length);
    return wayFor(world, sent[at] as SimMessage);
  }
  if (random.next() < 0.9) refreshNonce(world, sessionId);
  const isAgain = sent.length > 0 && roll < 0.22;
  const order = isAgain
    ? takenUpAgain(world, phone, sessionId)
    : freshOrder(world, phone, sessionId);
  const isStale = random.next() < 0.02;
  const message = await signMessage(
    phone,
    bytes,
    isStale ? { ...order, nonce: 'B'.repeat(22) } : order,
    { isPinRight: random.next() > 0.08, isSignatureSpoiled: random.next() < 0.02 },
  );
  return wayFor(world, message);
}

/** A phone with a right PIN whose payment writes something whatever comes of it. */
async function honestDelivery(world: SimWorld, phone: SimPhone, sessionId: string) {
  refreshNonce(world, sessionId);
  const order = freshOrder(world, phone, sessionId);
  const message = await signMessage(phone, world.bytes, order, { isPinRight: true });
  return { message, route: order.vmid, sealedIn: sessionId };
}

/** At most one message of a session at a time: a second one would be told to wait. */
async function makeRound(world: SimWorld, isHonest: boolean): Promise<Delivery[]> {
  const round: Delivery[] = [];
  const busy = new Set<string>();
  const count = world.random.whole(1, 5);
  for (let index = 0; index < count; index++) {
    const phone = pick(world, world.phones);
    const sessionId = pick(world, phone.sessions);
    const delivery = isHonest
      ? await honestDelivery(world, phone, sessionId)
      : await makeDelivery(world, phone, sessionId);
    if (busy.has(delivery.message.order.sessionId)) continue;
    busy.add(delivery.message.order.sessionId);
    round.push(delivery);
  }
  return round;
}

const judgeDelivery = (world: SimWorld, { message, route, sealedIn }: Delivery): Verdict => {
  const { order, signer, isPinRight, phone } = message;
  const payer = world.phones.find(({ vpa }) => vpa === order.payer);
  return judge(world.model, {
    order,
    isSignatureRight: payer === phone && signer === phone.signer,
    isPinRight,
    route,
    sealedIn,
    nowMs: world.nowMs,
  });
};

const describe = (settled: PromiseSettledResult<PaymentResult>): string => {
  if (settled.status === 'fulfilled') return `answered ${settled.value.code}`;
  const { code, data, message } = settled.reason as RpcError;
  return data?.responseCode ? `refused ${data.responseCode}` : `error ${code} ${message}`;
};

/** The model learns the bank's nonces; one that changed without a new answer is a fault. */
function followNonces({ core, model, nowMs }: SimWorld, renewed: ReadonlySet<string>): void {
  for (const session of model.sessions.values()) {
    const nonce = core.session(session.id)?.nonce;
    if (nonce === undefined) throw new Error(`session ${session.id} is gone`);
    if ((nonce !== session.nonce) !== renewed.has(session.id)) {
      throw new Error(
        `the nonce of ${session.id} was ${renewed.has(session.id) ? 'kept' : 'used up'}`,
      );
    }
    if (nonce !== session.nonce) Object.assign(session, { nonce, nonceMs: nowMs });
  }
}

export interface RoundOutcome {
  readonly codes: readonly string[];
  readonly hasDied: boolean;
}

/**
 * Some payments at once, so that they share a commit, and perhaps a fault under it.
 * @throws Error when the bank answers otherwise than the model
 */
export async function paymentRound(
  world: SimWorld,
  fault: SimFault | undefined,
): Promise<RoundOutcome> {
  const round = await makeRound(world, fault !== undefined);
  const isDurable = fault === undefined || fault === 'crash-after' || fault === 'lost-after';
  const hasDied = fault === 'crash-before' || fault === 'crash-after';
  const verdicts = isDurable ? round.map((delivery) => judgeDelivery(world, delivery)) : [];
  world.storage.fault = fault;
  const settled = await Promise.allSettled(
    round.map(({ message, route, sealedIn }) =>
      world.core.submitPayment(message.params, route, sealedIn),
    ),
  );
  world.sent.push(...round.map(({ message }) => message));
  world.sent.splice(0, world.sent.length - SENT_MAX);
  const isNew = verdicts.map((verdict) => verdict.kind === 'answered' && verdict.isNew);
  if (isNew.includes(true)) world.model.lastTimeMs = Math.max(world.nowMs, world.model.lastTimeMs);
  if (hasDied) return { codes: [], hasDied };
  const codes = settled.map(describe);
  for (const [index, code] of codes.entries()) {
    const verdict = verdicts[index];
    const wanted = verdict ? `${verdict.kind} ${verdict.code}` : 'refused XY';
    if (code !== wanted) {
      const { order } = round[index]?.message ?? {};
      throw new Error(`${code} instead of ${wanted} for ${JSON.stringify(order)}`);
    }
  }
  const renewed = round.filter((_, index) => isNew[index]).map(({ message }) => message.order);
  followNonces(world, new Set(renewed.map(({ sessionId }) => sessionId)));
  return { codes, hasDied };
}
