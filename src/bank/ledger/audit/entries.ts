import { EQUITY_ACCOUNT, SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import type { EntryLeaf } from '#shared/ledger/leaf.ts';
import { ORDER_DOMAIN, type PaymentOrder } from '#shared/payment-order.ts';
import { readCanonicalOrder } from '../../payments/canonical-order.ts';
import { endingIdOf, FATES, isFateCode } from '../../payments/held/fates.ts';
import { orderDigestText } from '../../payments/order-digest.ts';
import type { AuditRecord } from '../../store/bank-store.ts';
import { textOfHash } from '../hash-text.ts';
import type { Audit } from './audit.ts';
import { ensure } from './finding.ts';

const MADE = 'SUCCESS';
const ENDS: ReadonlySet<string> = new Set(['release', 'reversal']);
const SIGNED_PREFIX = Buffer.from(`${ORDER_DOMAIN}\0`);

/** Made only for a finding: a text per check would be a tenth of an audit. */
const nameOf = (leaf: EntryLeaf): string => `entry ${leaf.sequence} (${leaf.txnId})`;

/** Whether the device's signature over the order in this leaf holds; true when there is none. */
export function hasGoodSignature(audit: Audit, leaf: EntryLeaf): boolean {
  const { verifySignature } = audit.options;
  if (!verifySignature || leaf.order.length === 0) return true;
  const signed = Buffer.concat([SIGNED_PREFIX, leaf.order]);
  return verifySignature(leaf.deviceKey, signed, leaf.signature);
}

const fateStatus = ({ code }: AuditRecord): string | undefined =>
  isFateCode(code) ? FATES[code].now.status : undefined;

/** What the index row says differently from the leaf; undefined when nothing. */
function differenceOf(
  leaf: EntryLeaf,
  record: AuditRecord,
  at: { readonly leaf: number; readonly block: number },
): string | undefined {
  if (record.entry !== leaf.sequence) return 'entry number';
  if (record.leaf !== at.leaf) return 'leaf number';
  if (record.block !== at.block) return 'block';
  if (record.txnId !== leaf.txnId) return 'transaction id';
  if (record.type !== leaf.type) return 'type';
  if (record.timeMs !== leaf.timeMs) return 'time';
  if (record.payerId !== leaf.debit) return 'debited account';
  if (record.payeeId !== leaf.credit) return 'credited account';
  if (record.amountPaise !== leaf.amountPaise) return 'amount';
  if (record.rrn !== leaf.rrn) return 'RRN';
  if (record.relatedTxnId !== leaf.relatedTxnId) return 'related transaction id';
  const verdict = leaf.type === 'hold' ? fateStatus(record) : MADE;
  if (record.status !== verdict || (leaf.type !== 'hold' && record.code !== '00')) return 'status';
  return undefined;
}

function parseOrder(leaf: EntryLeaf): Partial<PaymentOrder> {
  const bytes = Buffer.from(leaf.order.buffer, leaf.order.byteOffset, leaf.order.length);
  // What is read so is ASCII, where latin1 and UTF-8 are the same.
  const canonical = readCanonicalOrder(bytes.toString('latin1'));
  if (canonical) return canonical;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return {};
  }
}

/** The signed order says what the entry and its index row say. */
function checkOrder(audit: Audit, leaf: EntryLeaf, record: AuditRecord): void {
  if (leaf.order.length === 0) {
    const isAsked = leaf.type === 'payment' || leaf.type === 'hold';
    ensure(!isAsked, () => `${nameOf(leaf)}: a payment without a signed order`);
    return;
  }
  const order = parseOrder(leaf);
  const vpa = (id: string) => audit.accounts.get(id)?.vpa;
  ensure(
    order.txnId === leaf.txnId &&
      order.amountPaise === String(leaf.amountPaise) &&
      order.payer === vpa(leaf.debit) &&
      order.payee === (leaf.type === 'hold' ? record.payeeVpa : vpa(leaf.credit)) &&
      order.reference === record.reference &&
      order.note === record.note,
    () => `${nameOf(leaf)}: the signed order says something else than the entry`,
  );
  ensure(textOfHash(record.digest) === orderDigestText(order as PaymentOrder), () => {
    return `${nameOf(leaf)}: its index row has another digest`;
  });
  ensure(leaf.deviceKey.length === 32 && leaf.signature.length === 64, () => {
    return `${nameOf(leaf)}: the device's key or signature has the wrong length`;
  });
  if (!audit.options.isEverySignatureChecked) return;
  ensure(
    hasGoodSignature(audit, leaf),
    () => `${nameOf(leaf)}: the device's signature does not hold`,
  );
}

function noteHold(audit: Audit, leaf: EntryLeaf, record: AuditRecord): void {
  ensure(leaf.credit === SUSPENSE_ACCOUNT, () => `${nameOf(leaf)}: a hold outside of SUSPENSE`);
  audit.holds.set(leaf.txnId, record);
}

/** A hold ends once, in full, the way its fate has it: with the payee, or back with the payer. */
function checkEnding(audit: Audit, leaf: EntryLeaf): void {
  const hold = audit.holds.get(leaf.relatedTxnId);
  ensure(hold !== undefined, () => `${nameOf(leaf)}: no payment ${leaf.relatedTxnId} is waiting`);
  const to = leaf.type === 'reversal' ? hold.payerId : undefined;
  const isRight =
    leaf.debit === SUSPENSE_ACCOUNT &&
    leaf.amountPaise === hold.amountPaise &&
    leaf.txnId === endingIdOf(hold.txnId) &&
    isFateCode(hold.code) &&
    FATES[hold.code].end === leaf.type &&
    (to ? leaf.credit === to : audit.accounts.get(leaf.credit)?.vpa === hold.payeeVpa);
  ensure(isRight, () => `${nameOf(leaf)}: it ends ${hold.txnId} another way than it must`);
  audit.holds.delete(hold.txnId);
  if (leaf.type === 'release') audit.released.add(hold.txnId);
}

/** Money given back names an earlier payment and is never more than it. */
async function checkReturn(audit: Audit, leaf: EntryLeaf): Promise<void> {
  const found = await audit.source.find(leaf.relatedTxnId);
  const original = found.find(
    ({ type, txnId, entry }) =>
      (type === 'payment' || (type === 'hold' && audit.released.has(txnId))) && entry > 0,
  );
  ensure(original !== undefined && original.entry < leaf.sequence, () => {
    return `${nameOf(leaf)}: there is no earlier payment ${leaf.relatedTxnId}`;
  });
  const total = (audit.returned.get(leaf.relatedTxnId) ?? 0) + leaf.amountPaise;
  ensure(total <= original.amountPaise, () => `${nameOf(leaf)}: more is given back than was paid`);
  audit.returned.set(leaf.relatedTxnId, total);
}

function replay(audit: Audit, leaf: EntryLeaf, record: AuditRecord): void {
  const { balances } = audit;
  const debit = balances.get(leaf.debit);
  const credit = balances.get(leaf.credit);
  ensure(debit !== undefined && credit !== undefined, () => `${nameOf(leaf)}: unknown account`);
  ensure(
    leaf.amountPaise > 0 && leaf.debit !== leaf.credit,
    () => `${nameOf(leaf)}: moves no money`,
  );
  const rest = debit - leaf.amountPaise;
  ensure(
    rest >= 0 || leaf.debit === EQUITY_ACCOUNT,
    () => `${nameOf(leaf)}: account ${leaf.debit} would go below zero`,
  );
  ensure(record.balancePaise === rest, () => `${nameOf(leaf)}: its index row has another balance`);
  balances.set(leaf.debit, rest);
  balances.set(leaf.credit, credit + leaf.amountPaise);
}

/** Checks an entry leaf against its index row, the rules and the balances so far. */
export function auditEntry(
  audit: Audit,
  leaf: EntryLeaf,
  record: AuditRecord | undefined,
  position: number,
): Promise<void> | undefined {
  const expected = audit.entryCount + 1;
  ensure(leaf.sequence === expected, () => `leaf ${position}: entry ${expected} is missing`);
  ensure(record !== undefined, () => `${nameOf(leaf)}: its index row is missing`);
  const block = (audit.lastBlock?.leaf.height ?? 0) + 1;
  const difference = differenceOf(leaf, record, { leaf: position, block });
  ensure(
    difference === undefined,
    () => `${nameOf(leaf)}: its index row has another ${difference}`,
  );
  checkOrder(audit, leaf, record);
  replay(audit, leaf, record);
  audit.entryCount = leaf.sequence;
  audit.open.push({ leaf, record });
  if (leaf.type === 'hold') noteHold(audit, leaf, record);
  if (ENDS.has(leaf.type)) checkEnding(audit, leaf);
  return leaf.type === 'refund' ? checkReturn(audit, leaf) : undefined;
}
