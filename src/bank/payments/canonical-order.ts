import { MAX_PAISE } from '#shared/money.ts';
import type { PaymentOrder } from '#shared/payment-order.ts';

/**
 * An order in its canonical text (shared/payment-order.ts), member after member. Whatever matches
 * is what `JSON.parse`, the schema and `canonicalOrder` would accept together, in a tenth of their
 * time; a note with other characters than plain ASCII takes their way. A test compares them.
 */
const VPA = '[a-z0-9._-]{2,190}@[a-z][a-z0-9.]{1,63}';
const BYTES_16 = '[A-Za-z0-9_-]{22}';
const MEMBERS = [
  ['amountPaise', '[1-9][0-9]{0,12}'],
  ['currency', 'INR'],
  ['deviceId', '[a-z0-9-]{8,64}'],
  ['mode', '[0-9]{2}'],
  ['nonce', BYTES_16],
  ['note', '[ !#-[\\]-~]{0,50}'],
  ['payee', VPA],
  ['payer', VPA],
  ['reference', '[A-Za-z0-9_-]{0,35}'],
  ['sessionId', BYTES_16],
  ['txnId', '[A-Za-z0-9]{35}'],
  ['type', 'PAY|COLLECT'],
  ['v', '1'],
  ['vmid', '(?:VM[0-9A-HJKMNP-TV-Z]{8})?'],
] as const satisfies readonly (readonly [keyof PaymentOrder, string])[];
const ORDER = new RegExp(
  `^\\{${MEMBERS.map(([name, pattern]) => `"${name}":"(${pattern})"`).join(',')}\\}$`,
);

/** The order in this text; undefined when it must be looked at more closely. */
export function readCanonicalOrder(text: string): PaymentOrder | undefined {
  const found = ORDER.exec(text);
  if (!found || Number(found[1]) > MAX_PAISE) return undefined;
  const value = (index: number): string => found[index] as string;
  return {
    amountPaise: value(1),
    currency: 'INR',
    deviceId: value(3),
    mode: value(4),
    nonce: value(5),
    note: value(6),
    payee: value(7),
    payer: value(8),
    reference: value(9),
    sessionId: value(10),
    txnId: value(11),
    type: value(12) as PaymentOrder['type'],
    v: '1',
    vmid: value(14),
  };
}
