import { referenceFrom } from '../ids.ts';
import { checkMerchant } from '../merchant-check.ts';
import { formatPaise, isPaise, parsePaise } from '../money.ts';
import type { BlockedUpiId, CollectRequest } from '../protocol/collects.ts';
import { isVpa, normaliseMobile, normaliseVpa } from '../vpa.ts';
import { PhoneError } from './outcome.ts';
import { BANK_ROUTE } from './phone-connections.ts';
import type { PhoneContext, PhoneLine } from './phone-line.ts';
import type { PreparedPayment } from './prepare.ts';

export interface CollectAsk {
  /** A UPI ID or mobile number, as typed. */
  readonly payer: string;
  readonly amountPaise: number;
  readonly note?: string;
  /** The bank's setting when absent. */
  readonly expirySeconds?: number;
}

export interface CollectQuery {
  readonly direction: 'incoming' | 'outgoing';
  /** Only those that can still be paid. */
  readonly isOpen?: boolean;
  readonly limit?: number;
  /** Only rows older than this sequence number. */
  readonly before?: number;
}

export interface CollectPage {
  readonly rows: readonly CollectRequest[];
  readonly hasMore: boolean;
}

function readPayer(text: string): { readonly vpa: string } | { readonly mobile: string } {
  const vpa = normaliseVpa(text);
  if (isVpa(vpa)) return { vpa };
  const mobile = normaliseMobile(text);
  if (mobile !== undefined) return { mobile };
  throw new PhoneError('invalid', 'That is neither a UPI ID nor a mobile number.');
}

/** Asks somebody for money: once, also when the answer to the first sending was lost. */
export async function createCollect(
  context: PhoneContext,
  line: PhoneLine,
  { payer, amountPaise, note = '', expirySeconds }: CollectAsk,
): Promise<CollectRequest> {
  if (!isPaise(amountPaise) || amountPaise === 0) {
    throw new PhoneError('invalid', 'The amount must be above zero.');
  }
  return line.ask('collect.create', {
    reference: referenceFrom('CR', context.crypto.randomBytes(16)),
    payer: readPayer(payer),
    amountPaise: formatPaise(amountPaise),
    note,
    ...(expirySeconds === undefined ? {} : { expirySeconds }),
  });
}

export const listCollects = (line: PhoneLine, query: CollectQuery): Promise<CollectPage> =>
  line.ask('collect.list', query);

/** What keeps a request from being approved, in words. */
const ENDED: Readonly<Record<Exclude<CollectRequest['state'], 'pending'>, string>> = {
  approved: 'This request is being paid already.',
  paid: 'This request is paid already.',
  declined: 'This request was declined.',
  expired: 'This request has expired.',
  cancelled: 'The request was taken back.',
};

/**
 * A request that came to the payment sheet, as the bank has it now; `pay` with it approves.
 * @throws PhoneError or RpcError; nothing was paid or used up
 */
export async function prepareCollect(
  context: PhoneContext,
  line: PhoneLine,
  reference: string,
): Promise<PreparedPayment> {
  const request = await line.ask('collect.get', { reference });
  if (request.direction !== 'incoming') {
    throw new PhoneError('refused', 'This request is your own.', 'U96');
  }
  const { state } = request;
  if (state !== 'pending') {
    const code = state === 'expired' ? 'U69' : state === 'declined' ? 'ZA' : 'U10';
    throw new PhoneError('refused', ENDED[state], code);
  }
  const entry = await line.ask('directory.lookup', { vpa: request.requester });
  const check = await checkMerchant(
    context.crypto,
    entry,
    undefined,
    context.bank.certificationKey,
  );
  if ('reason' in check) throw new PhoneError('not-genuine', check.reason, 'X6');
  return {
    payeeVpa: entry.vpa,
    payeeName: entry.name,
    payeeKind: entry.kind,
    mcc: entry.mcc,
    amount: { kind: 'locked', amountPaise: parsePaise(request.amountPaise) },
    note: request.note,
    reference,
    mode: '00',
    trust: check.kind === 'verified' ? 'verified' : 'unsigned',
    route: BANK_ROUTE,
    collect: request,
  };
}

export const declineCollect = (
  line: PhoneLine,
  reference: string,
  shouldBlock: boolean,
): Promise<CollectRequest> => line.ask('collect.decline', { reference, shouldBlock });

export const cancelCollect = (line: PhoneLine, reference: string): Promise<CollectRequest> =>
  line.ask('collect.cancel', { reference });

export const blockUpiId = (line: PhoneLine, vpa: string): Promise<BlockedUpiId> =>
  line.ask('upiId.block', { vpa: normaliseVpa(vpa) });

export async function unblockUpiId(line: PhoneLine, vpa: string): Promise<void> {
  await line.ask('upiId.unblock', { vpa: normaliseVpa(vpa) });
}

export async function blockedUpiIds(line: PhoneLine): Promise<readonly BlockedUpiId[]> {
  return (await line.ask('upiId.blocked', {})).rows;
}
