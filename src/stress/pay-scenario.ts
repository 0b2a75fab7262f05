import { txnIdFrom } from '#shared/ids.ts';
import type { PaymentOrder } from '#shared/payment-order.ts';
import type { ScenarioName } from '#shared/stress-options.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { expectCode } from './expectation.ts';
import type { FastCrypto } from './fast-crypto.ts';
import type { Line, Reply } from './line.ts';
import { ABOVE_BALANCE_PAISE, NORMAL_PAISE, SCENARIOS, type Scenario } from './scenarios.ts';
import {
  type BankFacts,
  directPayment,
  openPhoneSession,
  sealedCall,
  signPayment,
  type VirtualPhone,
} from './virtual-phone.ts';

/** One payment as its scenario says, and whether the bank answered as it must. */
export interface PaymentTry {
  readonly txnId: string;
  readonly amountPaise: number;
  readonly code: string;
  readonly message: string;
  readonly isAsExpected: boolean;
  /** The bank answered with a durable result (also a declined one). */
  readonly isAcknowledged: boolean;
}

export interface PayWorld {
  readonly bank: BankFacts;
  readonly crypto: FastCrypto;
  readonly perTransactionPaise: number;
  readonly pinTriesMax: number;
  readonly payee: { readonly vpa: string; readonly vmid: string };
  readonly route: 'direct' | 'terminal';
}

const UNKNOWN_PAYEE = 'nobody.here@upisim';

function amountOf(scenario: Scenario, world: PayWorld): number {
  if (scenario.amountPaise === 'above-balance') return ABOVE_BALANCE_PAISE;
  if (scenario.amountPaise === 'above-limit') return world.perTransactionPaise + 100;
  return NORMAL_PAISE;
}

const submit = (
  phone: VirtualPhone,
  line: Line,
  world: PayWorld,
  message: object,
): Promise<Reply> => {
  const { session } = phone;
  if (!session) throw new Error(`${phone.name} has no session`);
  return world.route === 'terminal'
    ? sealedCall(session, line, 'payment.submit', message)
    : directPayment(session, line, message);
};

const codeOf = (reply: Reply): string => {
  if (reply.kind === 'lost') return 'LOST';
  return reply.kind === 'refusal' ? reply.code : String(reply.result.code);
};

/** The second answer to the same id must be the first one, to the letter of its RRN. */
const isSameAnswer = (first: Reply, second: Reply): boolean =>
  first.kind === 'result' &&
  second.kind === 'result' &&
  first.result.rrn === second.result.rrn &&
  first.result.code === second.result.code;

async function play(
  scenario: Scenario,
  phone: VirtualPhone,
  line: Line,
  world: PayWorld,
  order: PaymentOrder,
): Promise<{ readonly reply: Reply; readonly isConsistent: boolean }> {
  const message = signPayment(phone, order, scenario.pin === 'right');
  if (scenario.twist === 'edit-amount') {
    const edited = message.order.replace(/"amountPaise":"\d+"/, '"amountPaise":"1"');
    return {
      reply: await submit(phone, line, world, { ...message, order: edited }),
      isConsistent: true,
    };
  }
  const reply = await submit(phone, line, world, message);
  if (scenario.twist === 'none') return { reply, isConsistent: true };
  if (scenario.twist === 'send-twice') {
    const again = await submit(phone, line, world, message);
    return { reply, isConsistent: isSameAnswer(reply, again) };
  }
  const opened = await openPhoneSession(phone, line, world.bank, world.crypto);
  if (opened.kind !== 'result' || !phone.session) return { reply: opened, isConsistent: false };
  const resigned = signPayment(
    phone,
    { ...order, nonce: phone.session.nonce, sessionId: phone.session.id },
    true,
  );
  const again = await submit(phone, line, world, resigned);
  return { reply, isConsistent: isSameAnswer(reply, again) };
}

export async function payByScenario(
  name: ScenarioName,
  phone: VirtualPhone,
  line: Line,
  world: PayWorld,
): Promise<PaymentTry> {
  const scenario = SCENARIOS[name];
  const amountPaise = amountOf(scenario, world);
  const order: PaymentOrder = {
    amountPaise: String(amountPaise),
    currency: 'INR',
    deviceId: phone.deviceId,
    mode: '00',
    nonce: phone.session?.nonce ?? '',
    note: '',
    payee: scenario.payee === 'unknown' ? UNKNOWN_PAYEE : world.payee.vpa,
    payer: phone.vpa,
    reference: '',
    sessionId: phone.session?.id ?? '',
    txnId: txnIdFrom(nodeCrypto.randomBytes(16), Date.now()),
    type: 'PAY',
    v: '1',
    vmid: world.route === 'terminal' ? world.payee.vmid : '',
  };
  const expected = expectCode(scenario, amountPaise, phone.account, world);
  const { reply, isConsistent } = await play(scenario, phone, line, world, order);
  const code = codeOf(reply);
  const kind = reply.kind === 'result' ? 'result' : 'refusal';
  return {
    txnId: order.txnId,
    amountPaise,
    code,
    message: isConsistent
      ? reply.kind === 'result'
        ? scenario.title
        : reply.message
      : 'the second answer differs from the first',
    isAsExpected: isConsistent && code === expected && kind === scenario.expects.kind,
    isAcknowledged: reply.kind === 'result',
  };
}
