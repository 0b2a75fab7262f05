import type { CollectRequest } from '#shared/protocol/collects.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import type { BankServices } from '../services.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import { isEnded } from '../state/collect-book.ts';
import type { Account, Collect } from '../state/entities.ts';

/** The request of this reference, as the batch's commands before this one left it. */
export const findCollect = (
  { state, endedCollects }: Batch,
  reference: string,
): Collect | undefined => state.collects.open.get(reference) ?? endedCollects.get(reference);

/** The state at a moment: a pending request whose time is over has expired. */
export const collectStateAt = (collect: Collect, nowMs: number): Collect['state'] =>
  collect.state === 'pending' && nowMs >= collect.expiresMs ? 'expired' : collect.state;

export const isOpenAt = (collect: Collect, nowMs: number): boolean => {
  const state = collectStateAt(collect, nowMs);
  return state === 'pending' || state === 'approved';
};

const placeOf = ({ entry, leaf, block }: Collect) =>
  entry === 0 ? {} : { ledger: { entry, leaf, block } };

/** A request as one of its two sides sees it. */
export function collectView(
  state: BankState,
  collect: Collect,
  viewerId: string,
  nowMs: number,
): CollectRequest {
  const payer = state.accounts.get(collect.payerId);
  const requester = state.accounts.get(collect.requesterId);
  if (!payer || !requester) throw new Error(`collect ${collect.reference} lost an account`);
  const now = collectStateAt(collect, nowMs);
  const hasRunOut = now === 'expired' && collect.state === 'pending';
  const code = hasRunOut ? 'U69' : collect.lastCode;
  const endedMs = hasRunOut ? collect.expiresMs : collect.endedMs;
  return {
    sequence: collect.sequence,
    reference: collect.reference,
    direction: viewerId === collect.payerId ? 'incoming' : 'outgoing',
    payer: payer.vpa,
    payerName: payer.name,
    requester: requester.vpa,
    requesterName: requester.name,
    requesterKind: requester.kind === 'merchant' ? 'merchant' : 'person',
    amountPaise: String(collect.amountPaise),
    note: collect.note,
    state: now,
    ...(code === '' ? {} : { code }),
    createdMs: collect.createdMs,
    expiresMs: collect.expiresMs,
    ...(endedMs === 0 ? {} : { endedMs }),
    ...(collect.txnId === '' ? {} : { txnId: collect.txnId }),
    ...(collect.rrn === '' ? {} : { rrn: collect.rrn }),
    ...placeOf(collect),
  };
}

/** Tells one side how the request stands; a phone or machine that is away asks when it is back. */
export function tellSide(services: BankServices, collect: Collect, accountId: string): void {
  const { state, sessions, events, nowMs } = services;
  const merchant = state.merchants.get(accountId);
  const isThere = merchant ? state.onlineTerminals.has(merchant.vmid) : sessions.hasUser(accountId);
  if (!isThere) return;
  const event = {
    kind: 'collect',
    request: collectView(state, collect, accountId, nowMs()),
  } as const;
  if (merchant) events.emit({ to: 'terminal', vmid: merchant.vmid, event });
  else events.emit({ to: 'phone', uid: accountId, event });
}

/** Once the change is durable: both sides hear of it, and an ended request leaves the memory. */
export function afterChange(services: BankServices, batch: Batch, collect: Collect): void {
  batch.after.push(() => {
    if (isEnded(collect)) services.state.collects.remove(collect);
    tellSide(services, collect, collect.requesterId);
    tellSide(services, collect, collect.payerId);
  });
}

/** Ends a request without a payment. */
export function endCollect(
  services: BankServices,
  batch: Batch,
  collect: Collect,
  end: { readonly state: 'declined' | 'expired' | 'cancelled'; readonly code: ResponseCode | '' },
): void {
  Object.assign(batch.collects.touch(collect), {
    state: end.state,
    lastCode: end.code,
    endedMs: batch.nowMs,
  });
  afterChange(services, batch, collect);
}

const ENDED_CODES: Readonly<Record<Exclude<Collect['state'], 'pending'>, ResponseCode>> = {
  approved: 'U10',
  paid: 'U10',
  declined: 'ZA',
  expired: 'U69',
  cancelled: 'U10',
};

/** Why an order does not approve the request it names; undefined when it does. */
export function collectProblem(
  collect: Collect | undefined,
  payer: Account,
  payee: Account,
  amountPaise: number,
  nowMs: number,
): ResponseCode | undefined {
  if (collect?.payerId !== payer.id || collect.requesterId !== payee.id) return 'U10';
  const state = collectStateAt(collect, nowMs);
  if (state !== 'pending') return ENDED_CODES[state];
  return collect.amountPaise === amountPaise ? undefined : 'U12';
}
