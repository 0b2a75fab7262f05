import { randomBytes } from 'node:crypto';
import { txnIdFrom } from '#shared/ids.ts';
import type { RpcCaller } from '#shared/json-rpc-peer.ts';
import type { PaymentOrder } from '#shared/payment-order.ts';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import type { Fault } from '#shared/protocol/fault-methods.ts';
import { type PaymentResult, paymentResult } from '#shared/protocol/payments.ts';
import { terminalMethods } from '#shared/protocol/terminal-methods.ts';
import { type BankSettings, defaultBankSettings } from '#shared/settings.ts';
import {
  adminCaller,
  openSession,
  openTerminal,
  paymentParams,
  registerMerchant,
  registerUser,
  startTestBank,
  stressCaller,
  type TestBank,
  type TestMerchant,
  type TestSession,
  type TestUser,
} from '../server/bank-support.ts';

/** A person with a phone and a session of their own. */
export interface Party {
  readonly user: TestUser;
  readonly session: TestSession;
}

/** A shop whose machine is on. */
export interface Shop extends TestMerchant {
  readonly machine: RpcCaller;
}

export interface PayOptions {
  /** What the order says differently. */
  readonly order?: Partial<PaymentOrder>;
  /** The connection it goes through; straight to the bank when absent. */
  readonly via?: RpcCaller;
  /** Somebody else's PIN instead of the payer's. */
  readonly pinOf?: TestUser;
  /** Runs when the order is signed and not yet sent. */
  readonly beforeSending?: () => Promise<unknown>;
}

/** A real bank on a real socket and a real file, and what it takes to provoke its codes. */
export interface World {
  readonly bank: TestBank;
  readonly line: RpcCaller;
  readonly payer: Party;
  readonly payee: Party;
  readonly admin: RpcCaller;
  newParty(): Promise<Party>;
  newShop(): Promise<Shop>;
  pay(payer: Party, payeeVpa: string, options?: PayOptions): Promise<string | undefined>;
  /** A sealed call's code: its refusal's, or its result's. */
  ask(party: Party, method: string, params: object): Promise<string | undefined>;
  charge(shop: Shop, amountPaise?: string): Promise<string>;
  setFaults(...faults: Partial<Fault>[]): Promise<unknown>;
  setSettings(changes: Partial<BankSettings>): Promise<unknown>;
  /** Lets the bank's clock run ahead and asks until the payment has found its end. */
  endOf(payer: Party, txnId: string): Promise<PaymentResult>;
}

type Answer = Awaited<ReturnType<TestSession['call']>>;

const codeOf = ({ result, error }: Answer): string | undefined =>
  error ? error.data?.responseCode : (result as { code?: string } | undefined)?.code;

export const newTxnId = (): string => txnIdFrom(randomBytes(16));
export const refusalCode = (error: unknown): string | undefined =>
  (error as { data?: { responseCode?: string } }).data?.responseCode;

/** Further ahead than any payment waits with the default settings. */
const AHEAD_MS = 120_000;
const ASKS_MAX = 500;

export interface CodeLab {
  /** New people on the same bank, its faults and settings as in a new one. */
  fresh(): Promise<World>;
  close(): Promise<void>;
}

export async function openCodeLab(): Promise<CodeLab> {
  const bank = await startTestBank();
  const [admin, stress, line] = [
    await adminCaller(bank),
    await stressCaller(bank),
    await bank.caller(),
  ];
  const newParty = async (): Promise<Party> => {
    const user = await registerUser(bank, stress);
    return { user, session: await openSession(bank, line, user) };
  };
  let aheadMs = 0;
  const setFaults = (...faults: Partial<Fault>[]) =>
    admin.call(adminMethods, 'admin.setFaults', {
      faults: faults.map((fault, index) => ({
        id: `fault-${index}`,
        scope: 'global',
        sharePercent: 100,
        kind: 'decline' as const,
        ...fault,
      })),
    });
  const setSettings = (changes: Partial<BankSettings>) =>
    admin.call(adminMethods, 'admin.settings.set', { ...defaultBankSettings(), ...changes });

  const shared = {
    bank,
    line,
    admin,
    newParty,
    setFaults,
    setSettings,
    async newShop() {
      const shop = await registerMerchant(stress);
      return { ...shop, machine: await openTerminal(bank, shop) };
    },
    async pay(payer: Party, payeeVpa: string, options: PayOptions = {}) {
      const { order, via = line, pinOf, beforeSending } = options;
      const user = pinOf ? { ...payer.user, pin: pinOf.pin } : payer.user;
      const params = await paymentParams(payer.session, user, payeeVpa, order);
      await beforeSending?.();
      return codeOf(await payer.session.call(via, 'payment.submit', params));
    },
    ask: async (party: Party, method: string, params: object) =>
      codeOf(await party.session.call(line, method, params)),
    async charge(shop: Shop, amountPaise = '2000') {
      const params = { amountPaise, note: '', expirySeconds: 15 };
      const order = await shop.machine.call(terminalMethods, 'order.create', params);
      return order.reference;
    },
    async endOf(payer: Party, txnId: string) {
      // The ledger's time never runs backwards, so each jump goes beyond the one before.
      aheadMs += AHEAD_MS;
      await setFaults({ kind: 'clock-skew', skewMs: aheadMs });
      for (let asks = 0; asks < ASKS_MAX; asks++) {
        const { result } = await payer.session.call(line, 'payment.status', { txnId });
        const answer = paymentResult.parse(result);
        if (answer.status !== 'PENDING' && answer.status !== 'DEEMED') return answer;
      }
      throw new Error('the payment did not end');
    },
  };
  return {
    async fresh() {
      await setFaults();
      await setSettings({});
      return { ...shared, payer: await newParty(), payee: await newParty() };
    },
    close: () => bank.stop(),
  };
}
