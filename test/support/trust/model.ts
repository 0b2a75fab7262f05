import type { PaymentOrder } from '#shared/payment-order.ts';
import type { ModelFault, ModelHold } from './model-holds.ts';

/**
 * The bank as a plain Map ledger: what design section 4 and 5 say, written down as simply as it can
 * be and without a line of the bank's own code. Tests hold the real bank against it.
 */
export interface ModelAccount {
  readonly vpa: string;
  readonly isShop: boolean;
  balancePaise: number;
  /** The one device that is bound; empty for shops. */
  deviceId: string;
  wrongPins: number;
  lockedUntilMs: number;
  day: number;
  sentPaise: number;
  sentCount: number;
  coolingUntilMs: number;
  coolingSentPaise: number;
}

export interface ModelSession {
  readonly id: string;
  readonly vpa: string;
  readonly deviceId: string;
  nonce: string;
  nonceMs: number;
}

export interface ModelCharge {
  readonly shop: string;
  readonly amountPaise: number;
  readonly expiresMs: number;
  isPaid: boolean;
  /** A payment for it waits. */
  isPending: boolean;
  isCancelled: boolean;
}

export interface ModelAnswer {
  readonly payer: string;
  readonly payee: string;
  readonly amountPaise: number;
  readonly reference: string;
  code: string;
  refundedPaise: number;
}

export interface ModelRefund {
  readonly original: string;
  readonly amountPaise: number;
  readonly code: string;
}

export interface ModelRules {
  perTransactionPaise: number;
  perDayPaise: number;
  perDayCount: number;
  coolingPaise: number;
  coolingHours: number;
  pinTriesMax: number;
  pinLockHours: number;
}

export interface Model {
  readonly rules: ModelRules;
  readonly accounts: Map<string, ModelAccount>;
  readonly sessions: Map<string, ModelSession>;
  readonly charges: Map<string, ModelCharge>;
  readonly answers: Map<string, ModelAnswer>;
  readonly refunds: Map<string, ModelRefund>;
  /** UPI ID of the shop behind each VMID that is switched on. */
  readonly machines: Map<string, string>;
  /** UPI ID of the shop behind each VMID. */
  readonly directory: Map<string, string>;
  /** Payments whose money is with neither side, by their id. */
  readonly holds: Map<string, ModelHold>;
  /** What goes wrong with every payment at the moment. */
  fault: ModelFault | undefined;
  /** Money that opening balances brought in. */
  openedPaise: number;
  /** Ledger time of the newest commit; the caller moves it on. */
  lastTimeMs: number;
}

export const NPCI_RULES: ModelRules = {
  perTransactionPaise: 10_000_000,
  perDayPaise: 10_000_000,
  perDayCount: 20,
  coolingPaise: 500_000,
  coolingHours: 24,
  pinTriesMax: 3,
  pinLockHours: 24,
};

export const createModel = (rules: Partial<ModelRules> = {}): Model => ({
  rules: { ...NPCI_RULES, ...rules },
  accounts: new Map(),
  sessions: new Map(),
  charges: new Map(),
  answers: new Map(),
  refunds: new Map(),
  machines: new Map(),
  directory: new Map(),
  holds: new Map(),
  fault: undefined,
  openedPaise: 0,
  lastTimeMs: 0,
});

const HOUR_MS = 3_600_000;

export function openAccount(
  model: Model,
  fields: { vpa: string; deviceId?: string; balancePaise: number; nowMs: number },
): void {
  const { vpa, deviceId = '', balancePaise, nowMs } = fields;
  const isShop = deviceId === '';
  model.openedPaise += balancePaise;
  model.accounts.set(vpa, {
    vpa,
    isShop,
    balancePaise,
    deviceId,
    wrongPins: 0,
    lockedUntilMs: 0,
    day: 0,
    sentPaise: 0,
    sentCount: 0,
    coolingUntilMs: isShop ? 0 : nowMs + model.rules.coolingHours * HOUR_MS,
    coolingSentPaise: 0,
  });
}

/** The bank was started again: what it kept in memory only is gone. */
export function restartModel(model: Model): void {
  model.sessions.clear();
  model.machines.clear();
  model.fault = undefined;
}

export const indianDay = (timeMs: number): number =>
  Math.floor((timeMs + 5.5 * HOUR_MS) / (24 * HOUR_MS));

export type { PaymentOrder };
