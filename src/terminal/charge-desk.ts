import { txnIdFrom } from '#shared/ids.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { ChargeOrder, PaymentResult, PaymentRow } from '#shared/protocol/payments.ts';
import {
  type PosState,
  type TerminalEvent,
  terminalEvent,
  terminalMethods,
} from '#shared/protocol/terminal-methods.ts';
import type { BankLink } from './bank-link.ts';
import { createDayBook } from './day-book.ts';
import { dynamicLink, staticLink } from './links.ts';
import type { MerchantSigner } from './merchant-key.ts';
import type { TerminalIdentity } from './terminal-file.ts';
import type { Timers } from './timers.ts';

/** The counter's side of a terminal: the charge on screen, the day's figures, refunds. */
export interface ChargeDesk {
  state(): PosState;
  charge(amountPaise: string, note: string): Promise<void>;
  cancel(): Promise<void>;
  /** Back to idle after a result. @throws RpcError U10 while the charge can still be paid. */
  dismiss(): void;
  refund(txnId: string, amountPaise: string, password: string): Promise<PaymentResult>;
  /** A `terminal.event` of the bank. */
  take(params: unknown): void;
  /** Reads again what was missed while the bank was out of reach. */
  catchUp(): Promise<void>;
  close(): void;
}

export interface ChargeDeskOptions {
  readonly identity: TerminalIdentity;
  readonly signer: MerchantSigner;
  readonly bank: Pick<BankLink, 'caller' | 'state' | 'clockOffsetMs'>;
  readonly timers: Timers;
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly onChange: () => void;
  /** Every payment and refund once, also those that were missed while the bank was away. */
  readonly onPayment?: (row: PaymentRow) => void;
}

/** How often an order that should have expired is asked about, and the pause between. */
const EXPIRY_ASKS_MAX = 5;
const EXPIRY_PAUSE_MS = 1_000;
/** Refunds whose answer was lost keep their id, so that trying again cannot refund twice. */
const UNANSWERED_REFUNDS_MAX = 64;

/** Whether the bank may still say something new about it. */
const isUnfinished = (order: ChargeOrder): boolean => isOpen(order) || order.state === 'pending';

const isOpen = (order: ChargeOrder): boolean =>
  order.state === 'active' || order.state === 'scanned';

export function createChargeDesk(options: ChargeDeskOptions): ChargeDesk {
  const { identity, signer, bank, timers, nowMs, onChange } = options;
  const sticker = staticLink(identity, signer);
  const bankNowMs = (): number => nowMs() + bank.clockOffsetMs;
  const book = createDayBook(bankNowMs);
  const refunds = createRefundIds(options.randomBytes);
  let charge: PosState['charge'];
  let cancelExpiry: (() => void) | undefined;
  let isCharging = false;

  const setOrder = (order: ChargeOrder): void => {
    const link =
      charge?.order.reference === order.reference
        ? charge.link
        : dynamicLink(identity, order, signer);
    charge = { order, link };
    if (!isOpen(order)) cancelExpiry?.();
    onChange();
  };

  const readOrder = async (reference: string): Promise<void> => {
    const order = await bank.caller().call(terminalMethods, 'order.get', { reference });
    if (charge?.order.reference === reference) setOrder(order);
  };

  const watchExpiry = (reference: string, delayMs: number, asksLeft: number): void => {
    cancelExpiry?.();
    cancelExpiry = timers.after(Math.max(0, delayMs), () => {
      const askAgain = (): void => {
        const current = charge?.order;
        if (asksLeft === 0 || current?.reference !== reference || !isOpen(current)) return;
        watchExpiry(reference, EXPIRY_PAUSE_MS, asksLeft - 1);
      };
      // The bank's word alone ends a charge; without the bank the next opening asks.
      readOrder(reference).then(askAgain, askAgain);
    });
  };

  const readSummary = async (): Promise<void> => {
    const summary = await bank.caller().call(terminalMethods, 'merchant.summary', {});
    const missed = book.replace(summary);
    for (const row of missed) options.onPayment?.(row);
    onChange();
  };

  const takeEvent = (event: TerminalEvent): void => {
    if (event.kind === 'order') {
      if (event.order.reference === charge?.order.reference) setOrder(event.order);
      return;
    }
    // A merchant's collect requests are followed by whoever made them, not by the counter.
    if (event.kind === 'collect') return;
    const { txnId, status } = event.row;
    const isKnown = book.last.some((row) => row.txnId === txnId && row.status === status);
    const isComplete = book.add(event.row, event.balancePaise);
    if (!isKnown) options.onPayment?.(event.row);
    onChange();
    if (!isComplete) readSummary().catch(() => undefined);
  };

  return {
    state: () => ({
      name: identity.name,
      vpa: identity.vpa,
      mid: identity.mid,
      vmid: identity.vmid,
      port: identity.port,
      staticLink: sticker,
      bank: bank.state,
      ...(charge ? { charge } : {}),
      ...(book.balancePaise === undefined ? {} : { balancePaise: book.balancePaise }),
      dayTotalPaise: book.dayTotalPaise,
      dayCount: book.dayCount,
      last: [...book.last],
      clockOffsetMs: bank.clockOffsetMs,
    }),
    async charge(amountPaise, note) {
      if (isCharging || (charge && isOpen(charge.order))) {
        throw refusal('U10', 'A charge is on screen already. Cancel it before the next one.');
      }
      isCharging = true;
      try {
        const order = await bank
          .caller()
          .call(terminalMethods, 'order.create', { amountPaise, note });
        setOrder(order);
        watchExpiry(order.reference, order.expiresMs - bankNowMs(), EXPIRY_ASKS_MAX);
      } finally {
        isCharging = false;
      }
    },
    async cancel() {
      if (!charge || !isOpen(charge.order)) throw refusal('U10', 'There is no charge to cancel.');
      const { reference } = charge.order;
      setOrder(await bank.caller().call(terminalMethods, 'order.cancel', { reference }));
    },
    dismiss() {
      if (charge && isOpen(charge.order)) {
        throw refusal('U10', 'The charge can still be paid. Cancel it first.');
      }
      charge = undefined;
      onChange();
    },
    async refund(txnId, amountPaise, password) {
      const refundTxnId = refunds.idFor(txnId, amountPaise);
      const params = { txnId, refundTxnId, amountPaise, password };
      const result = await bank.caller().call(terminalMethods, 'merchant.refund', params);
      refunds.answered(txnId, amountPaise);
      readSummary().catch(() => undefined);
      return result;
    },
    take(params) {
      const event = terminalEvent.safeParse(params);
      if (event.success) takeEvent(event.data);
    },
    async catchUp() {
      const asked = charge && isUnfinished(charge.order) ? charge.order : undefined;
      await Promise.all([readSummary(), asked ? readOrder(asked.reference) : undefined]);
      const current = charge?.order;
      if (current && isOpen(current)) {
        watchExpiry(current.reference, current.expiresMs - bankNowMs(), EXPIRY_ASKS_MAX);
      }
    },
    close: () => cancelExpiry?.(),
  };
}

interface RefundIds {
  idFor(txnId: string, amountPaise: string): string;
  answered(txnId: string, amountPaise: string): void;
}

function createRefundIds(randomBytes: (length: number) => Uint8Array): RefundIds {
  const unanswered = new Map<string, string>();
  const keyOf = (txnId: string, amountPaise: string): string => `${txnId} ${amountPaise}`;
  return {
    idFor(txnId, amountPaise) {
      const key = keyOf(txnId, amountPaise);
      const known = unanswered.get(key);
      if (known !== undefined) return known;
      if (unanswered.size >= UNANSWERED_REFUNDS_MAX) {
        throw refusal('U80', 'Too many refunds wait for their answer. Try again in a moment.');
      }
      const id = txnIdFrom(randomBytes(16));
      unanswered.set(key, id);
      return id;
    },
    answered: (txnId, amountPaise) => void unanswered.delete(keyOf(txnId, amountPaise)),
  };
}
