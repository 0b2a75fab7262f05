import { txnIdFrom } from '#shared/ids.ts';
import type { PaymentOrder } from '#shared/payment-order.ts';
import { loadFastCrypto } from '#stress/fast-crypto.ts';
import type { Line, Reply } from '#stress/line.ts';
import { makePhone } from '#stress/population.ts';
import { registerPayees } from '#stress/target.ts';
import {
  type BankFacts,
  directPayment,
  openPhoneSession,
  registerPhone,
  sealedCall,
  signPayment,
  type VirtualPhone,
} from '#stress/virtual-phone.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { Seeded } from '../seeded.ts';
import type { BankProcess } from './bank-process.ts';

/** Users and shops that a bank process is loaded with, and what each of them was answered. */
export const OPENING_PAISE = 5_000_000;
export const ABOVE_BALANCE_PAISE = 9_000_000;

export interface Population {
  readonly seed: number;
  readonly random: Seeded;
  readonly facts: BankFacts;
  readonly phones: VirtualPhone[];
  readonly payees: readonly string[];
}

/** One payment id: what was sent, and the bank's answer once it is known. */
export interface Attempt {
  readonly phone: VirtualPhone;
  readonly order: PaymentOrder;
  readonly isPinRight: boolean;
  /** Exactly what went out first. */
  readonly message: ReturnType<typeof signPayment>;
  answer: Readonly<Record<string, unknown>> | undefined;
}

const crypto = loadFastCrypto();

export function expectResult(reply: Reply): Readonly<Record<string, unknown>> {
  if (reply.kind === 'result') return reply.result;
  throw new Error(`the bank answered ${JSON.stringify(reply)}`);
}

/** A phone that has asked to be registered; its UPI ID is known once the bank has answered. */
export async function newPhone({ seed, facts }: Population, index: number, line: Line) {
  const phone = await makePhone(seed, index, crypto);
  const reply = await registerPhone(phone, line, facts, OPENING_PAISE);
  if (reply.kind === 'result') Object.assign(phone, reply.result);
  return { phone, reply };
}

export async function populate(
  bank: BankProcess,
  options: { readonly seed: number; readonly random: Seeded; readonly phoneCount: number },
): Promise<Population> {
  const line = await bank.connect('stress');
  const { bankId, exchangeKey } = expectResult(await line.call('bank.info', {}));
  const facts = {
    bankId: String(bankId),
    exchangeKey: Buffer.from(String(exchangeKey), 'base64url'),
  };
  const shops = await registerPayees(line, 2);
  const phones: VirtualPhone[] = [];
  const population = { ...options, facts, phones, payees: shops.map(({ vpa }) => vpa) };
  for (let index = 0; index < options.phoneCount; index++) {
    const { phone, reply } = await newPhone(population, index, line);
    expectResult(reply);
    phones.push(phone);
  }
  line.close();
  return population;
}

export async function openSession(phone: VirtualPhone, line: Line, facts: BankFacts) {
  expectResult(await openPhoneSession(phone, line, facts, crypto));
}

export function makeOrder(
  phone: VirtualPhone,
  fields: { readonly payee: string; readonly amountPaise: number },
  vmid = '',
): PaymentOrder {
  return {
    amountPaise: String(fields.amountPaise),
    currency: 'INR',
    deviceId: phone.deviceId,
    mode: '00',
    nonce: phone.session?.nonce ?? '',
    note: '',
    payee: fields.payee,
    payer: phone.vpa,
    reference: '',
    sessionId: phone.session?.id ?? '',
    txnId: txnIdFrom(nodeCrypto.randomBytes(16)),
    type: 'PAY',
    v: '1',
    vmid,
  };
}

/**
 * Mostly small payments to shops and people; some above the balance, some with a wrong PIN.
 * @param mayMistype false after a wrong PIN, so that nobody's account locks
 */
export function nextAttempt(
  { random, phones, payees }: Population,
  phone: VirtualPhone,
  mayMistype: boolean,
): Attempt {
  const roll = random.next();
  const friend = phones[random.whole(0, phones.length - 1)]?.vpa ?? '';
  const shop = payees[random.whole(0, payees.length - 1)] ?? '';
  const order = makeOrder(phone, {
    payee: roll < 0.4 && friend !== phone.vpa ? friend : shop,
    amountPaise: roll > 0.93 ? ABOVE_BALANCE_PAISE : random.whole(1, 900),
  });
  const isPinRight = !mayMistype || roll < 0.85 || roll > 0.93;
  return {
    phone,
    order,
    isPinRight,
    message: signPayment(phone, order, isPinRight),
    answer: undefined,
  };
}

/** Even phones pay straight, odd ones sealed. */
export function submit({ phone }: Attempt, line: Line, message: object): Promise<Reply> {
  if (!phone.session) throw new Error(`${phone.name} has no session`);
  return phone.index % 2 === 0
    ? directPayment(phone.session, line, message)
    : sealedCall(phone.session, line, 'payment.submit', message);
}

/** The same payment again, approved anew in the phone's session of now. */
export const approveAgain = ({ phone, order, isPinRight }: Attempt) =>
  signPayment(
    phone,
    { ...order, nonce: phone.session?.nonce ?? '', sessionId: phone.session?.id ?? '' },
    isPinRight,
  );
