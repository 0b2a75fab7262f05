import { REFERENCE_PATTERN } from '../ids.ts';
import { checkMerchant, type MerchantCheck } from '../merchant-check.ts';
import { parsePaise } from '../money.ts';
import type { CollectRequest } from '../protocol/collects.ts';
import type { ChargeOrder } from '../protocol/payments.ts';
import type { DirectoryEntry } from '../protocol/public-methods.ts';
import { parseScanned, type ScannedCode, type UpiLink } from '../upi-uri.ts';
import { isVpa, normaliseMobile, normaliseVpa } from '../vpa.ts';
import { PhoneError } from './outcome.ts';
import { BANK_ROUTE, type Route, type TerminalPlace } from './phone-connections.ts';
import type { PhoneContext, PhoneLine } from './phone-line.ts';
import { SealedRefusal } from './sealed-session.ts';

/** What may be done with the amount, as the link or the shop's order says. */
export type AmountRule =
  | { readonly kind: 'locked'; readonly amountPaise: number }
  /** `am` with `mam`: may be raised, not lowered below the minimum. */
  | { readonly kind: 'minimum'; readonly minimumPaise: number; readonly suggestedPaise: number }
  | { readonly kind: 'free' };

/** Everything the review sheet shows and a payment needs, checked against the bank. */
export interface PreparedPayment {
  readonly payeeVpa: string;
  /** From the bank's directory, never from the code. */
  readonly payeeName: string;
  readonly payeeKind: 'merchant' | 'person';
  readonly mcc: string;
  readonly amount: AmountRule;
  readonly note: string;
  readonly reference: string;
  readonly mode: string;
  /** Whether the code was proved to come from this payee. */
  readonly trust: 'verified' | 'unsigned';
  readonly route: Route;
  /** The shop's charge, when the code belongs to one; the bank enforces it. */
  readonly order?: ChargeOrder;
  /** The collect request that paying approves. */
  readonly collect?: CollectRequest;
}

interface Scanned {
  readonly link?: UpiLink;
  readonly query:
    | { readonly vpa: string }
    | { readonly vmid: string }
    | { readonly mobile: string };
  /** The terminal that the code names. */
  readonly place?: TerminalPlace;
}

const badCode = (detail: string): PhoneError => new PhoneError('bad-code', detail);

function fromCode(code: ScannedCode): Scanned {
  if (code.kind === 'terminal') {
    return { query: { vmid: code.vmid }, place: { vmid: code.vmid, port: code.port } };
  }
  const { link } = code;
  if (!REFERENCE_PATTERN.test(link.reference)) {
    throw badCode('The reference (tr) may hold only letters, digits, "-" and "_".');
  }
  const { port, vmid } = link;
  const place = port !== undefined && vmid !== undefined ? { place: { vmid, port } } : {};
  return { link, query: { vpa: link.payeeVpa }, ...place };
}

/** A scanned code, a pasted `VMID:PORT`, or a typed UPI ID or mobile number. */
function readInput(text: string): Scanned {
  const vpa = normaliseVpa(text);
  if (isVpa(vpa)) return { query: { vpa } };
  const mobile = /^[+\d\s()-]+$/.test(text) ? normaliseMobile(text) : undefined;
  if (mobile !== undefined) return { query: { mobile } };
  const code = parseScanned(text);
  if ('reason' in code) throw badCode(code.reason);
  return fromCode(code);
}

/** The directory's answer; through the terminal in the code when the bank itself is out of reach. */
async function lookUp(line: PhoneLine, scanned: Scanned): Promise<DirectoryEntry> {
  try {
    return await line.ask('directory.lookup', scanned.query);
  } catch (error) {
    const isOutOfReach = error instanceof PhoneError && error.failure.kind === 'unreachable';
    if (isOutOfReach && scanned.place) {
      const route: Route = { kind: 'terminal', ...scanned.place };
      return await line.ask('directory.lookup', scanned.query, route);
    }
    if (error instanceof SealedRefusal && 'vmid' in scanned.query) {
      const detail = `The bank knows no UPI machine ${scanned.query.vmid}.`;
      throw new PhoneError('refused', detail, 'X7');
    }
    throw error;
  }
}

function trusted(check: MerchantCheck): PreparedPayment['trust'] {
  if ('reason' in check) throw new PhoneError('not-genuine', check.reason, 'X6');
  return check.kind;
}

/**
 * The code's port is a hint that the directory must confirm: a payment goes only where the bank
 * says that the merchant's terminal is. Without a port it goes to the bank.
 */
function routeTo(entry: DirectoryEntry, place: TerminalPlace | undefined): Route {
  if (!place) return BANK_ROUTE;
  const { merchant } = entry;
  if (!merchant || merchant.vmid !== place.vmid.toUpperCase()) {
    throw new PhoneError('not-genuine', 'The code names a UPI machine of somebody else.', 'X6');
  }
  if (merchant.port !== place.port) {
    throw new PhoneError(
      'wrong-port',
      `The code says port ${place.port}, but the bank knows ${merchant.vmid} at port ${merchant.port}.`,
    );
  }
  if (!merchant.isOnline) {
    throw new PhoneError('unreachable', `The UPI machine ${merchant.vmid} is off.`, 'X7');
  }
  return { kind: 'terminal', vmid: merchant.vmid, port: merchant.port, host: merchant.host };
}

function amountRule(link: UpiLink | undefined, order: ChargeOrder | undefined): AmountRule {
  if (order) return { kind: 'locked', amountPaise: parsePaise(order.amountPaise) };
  const { amountPaise, minimumPaise } = link ?? {};
  if (minimumPaise !== undefined) {
    const suggestedPaise = Math.max(minimumPaise, amountPaise ?? minimumPaise);
    return { kind: 'minimum', minimumPaise, suggestedPaise };
  }
  return amountPaise === undefined ? { kind: 'free' } : { kind: 'locked', amountPaise };
}

/** What the shop's charge must still be to be paid, in the order people need to hear it. */
function checkOrder(order: ChargeOrder, link: UpiLink, entry: DirectoryEntry): ChargeOrder {
  if (order.payee !== entry.vpa) {
    throw new PhoneError('not-genuine', "The charge in the code is another merchant's.", 'X6');
  }
  if (link.amountPaise !== undefined && link.amountPaise !== parsePaise(order.amountPaise)) {
    throw new PhoneError('refused', 'The amount in the code is not the one charged.', 'U12');
  }
  if (order.state === 'expired') throw new PhoneError('refused', 'The charge has expired.', 'X1');
  if (order.state === 'paid') {
    throw new PhoneError('refused', 'This charge is paid already.', 'U01');
  }
  if (order.state === 'cancelled' || order.state === 'failed') {
    throw new PhoneError('refused', `The shop's charge is ${order.state}.`, 'U10');
  }
  return order;
}

const DYNAMIC_MODES: ReadonlySet<string> = new Set(['15', '16', '22', '23']);

/** Tells the POS that its code was scanned. A reference that is no charge of ours is kept as text. */
async function scanOrder(
  line: PhoneLine,
  entry: DirectoryEntry,
  link: UpiLink | undefined,
  route: Route,
): Promise<ChargeOrder | undefined> {
  if (!link || !entry.merchant || link.reference === '') return undefined;
  const { vmid } = entry.merchant;
  const via = line.connections.isBankOpen ? BANK_ROUTE : route;
  try {
    const order = await line.ask('order.scan', { vmid, reference: link.reference }, via);
    return checkOrder(order, link, entry);
  } catch (error) {
    if (error instanceof SealedRefusal && !DYNAMIC_MODES.has(link.mode)) return undefined;
    throw error;
  }
}

/**
 * From a scanned or typed text to a payment sheet.
 * @throws PhoneError or RpcError; nothing was paid or used up
 */
export async function preparePayment(
  context: PhoneContext,
  line: PhoneLine,
  text: string,
): Promise<PreparedPayment> {
  const scanned = readInput(text);
  const { vpa } = await line.identity();
  const entry = await lookUp(line, scanned);
  if (entry.vpa === vpa) throw new PhoneError('refused', 'This code is your own.', 'U96');
  const { link } = scanned;
  const trust = trusted(
    await checkMerchant(context.crypto, entry, link, context.bank.certificationKey),
  );
  const route = routeTo(entry, scanned.place);
  // Opened now, so that a machine that is off is known before the PIN is typed.
  if (route.kind === 'terminal') await line.connections.reach(route);
  const order = await scanOrder(line, entry, link, route);
  return {
    payeeVpa: entry.vpa,
    payeeName: entry.name,
    payeeKind: entry.kind,
    mcc: entry.mcc,
    amount: amountRule(link, order),
    note: link?.note ?? order?.note ?? '',
    reference: link?.reference ?? '',
    mode: link?.mode ?? '00',
    trust,
    route,
    ...(order ? { order } : {}),
  };
}
