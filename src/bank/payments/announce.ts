import type { TraceStep } from '#shared/protocol/admin-methods.ts';
import type { PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { accountRowOf } from '../events/account-row.ts';
import type { BankServices } from '../services.ts';
import type { Charge, PaymentRecord } from '../state/entities.ts';
import { rowOf } from './answers.ts';
import { chargeView } from './charges.ts';
import { seen } from './held/parties.ts';

/** The live trace of one payment; most payments under load have a silent one. */
export interface Trace {
  step(name: TraceStep['step']): void;
  /** Sends the steps off once it is known which payment they belong to. */
  finish(record: PaymentRecord): void;
}

const STEPS_MAX = 7;
const SILENT: Trace = { step() {}, finish() {} };

function messageOf(params: PaymentSubmitParams): Record<string, unknown> {
  return {
    order: params.order,
    signature: params.signature,
    pin: 'proof of the PIN, 32 bytes; the PIN itself stays on the phone',
  };
}

/** Begins a trace when the control room's share of them is not used up this second. */
export function startTrace(
  { events, monotonicMs }: BankServices,
  params: PaymentSubmitParams,
  route: string,
): Trace {
  if (!events.reserve('trace', STEPS_MAX)) return SILENT;
  const startedMs = monotonicMs();
  const steps: [TraceStep['step'], number][] = [['received', 0]];
  return {
    step: (name) => steps.push([name, monotonicMs() - startedMs]),
    finish({ txnId }) {
      for (const [step, atMs] of steps) {
        const detail =
          step === 'received' ? { bytes: params.order.length, message: messageOf(params) } : {};
        const event = { kind: 'trace', step: { txnId, step, atMs, route, ...detail } } as const;
        events.emit({ to: 'admin', event });
      }
    },
  };
}

/** Money that came, payments that wait and how they ended; people hear only of money that came. */
export function tellPayee(
  services: BankServices,
  record: PaymentRecord,
  charge: Charge | undefined,
): void {
  const { state, events, sessions } = services;
  const payeeId = seen(state, record).payee?.id ?? '';
  const vmid = state.merchants.get(payeeId)?.vmid;
  if (vmid !== undefined && state.onlineTerminals.has(vmid)) {
    if (charge && charge.mid === payeeId) {
      const order = chargeView(state, charge, services.nowMs());
      events.emit({ to: 'terminal', vmid, event: { kind: 'order', order } });
    }
    if (record.entry === 0) return;
    const balancePaise = String(state.accounts.get(payeeId)?.balancePaise ?? 0);
    const row = rowOf(state, record, payeeId);
    events.emit({ to: 'terminal', vmid, event: { kind: 'payment', row, balancePaise } });
  } else if (record.entry > 0 && record.payeeId === payeeId && sessions.hasUser(payeeId)) {
    const row = rowOf(state, record, payeeId);
    events.emit({ to: 'phone', uid: payeeId, event: { kind: 'credited', row } });
  }
}

/** Accounts that look different since: those whose money moved, and one whose PIN is locked now. */
function changedBy({ entry, code, payerId, payeeId }: PaymentRecord): readonly string[] {
  if (entry > 0) return [payerId, payeeId];
  return code === 'Z6' ? [payerId] : [];
}

/** Tells administrators about a record and the accounts it changed. */
export function tellAdmin(
  services: BankServices,
  record: PaymentRecord,
  changed = changedBy(record),
): void {
  const { state, events, nowMs } = services;
  events.toAdmin('payment', () => ({ kind: 'payment', row: rowOf(state, record) }));
  for (const id of changed) {
    const account = state.accounts.get(id);
    if (!account) continue;
    events.toAdmin('account', () => ({
      kind: 'account',
      account: accountRowOf(state, account, nowMs()),
    }));
  }
}

/** After the commit: the shop hears of its money, the control room of everything. */
export function announcePayment(
  services: BankServices,
  record: PaymentRecord,
  charge: Charge | undefined,
  trace: Trace,
): void {
  trace.step('durable');
  trace.step('answered');
  tellPayee(services, record, charge);
  trace.step('notified');
  tellAdmin(services, record);
  if (charge) {
    services.events.toAdmin('order', () => ({
      kind: 'order',
      order: chargeView(services.state, charge, services.nowMs()),
    }));
  }
  trace.finish(record);
}
