import type { TraceStep } from '#shared/protocol/admin-methods.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';

/** What the bank's record of the payment says about one step. */
function recordOf(step: TraceStep['step'], row: PaymentRow): Record<string, unknown> {
  const { payer, payee, amountPaise, code, status, rrn, timeMs, ledger } = row;
  switch (step) {
    case 'received':
    case 'verified':
      return {};
    case 'debited':
      return { debit: payer, amountPaise };
    case 'credited':
      return { credit: payee, amountPaise };
    case 'durable':
      return { rrn, code, timeMs, ...(ledger ? { ledger } : {}) };
    case 'answered':
    case 'notified':
      return { code, status, rrn, amountPaise };
  }
}

/** The canonical order travels as text; read here it is easier on the eye. */
function readable(message: Record<string, unknown>): Record<string, unknown> {
  if (typeof message.order !== 'string') return message;
  try {
    return { ...message, order: JSON.parse(message.order) as unknown };
  } catch {
    return message;
  }
}

const THOUSANDTHS = 1_000;

/** A step as JSON for people: the bank's report and what its record of the payment adds. */
export function stepData(step: TraceStep, row: PaymentRow): string {
  const { message, atMs, ...rest } = step;
  const data = {
    ...rest,
    atMs: Math.round(atMs * THOUSANDTHS) / THOUSANDTHS,
    ...(message ? { message: readable(message) } : {}),
    ...recordOf(step.step, row),
  };
  return JSON.stringify(data, null, 2);
}
