import type { BlockedUpiId } from '#shared/protocol/collects.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { normaliseVpa } from '#shared/vpa.ts';
import type { BankServices } from '../services.ts';
import type { Session } from '../sessions/session-book.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Account, Restriction } from '../state/entities.ts';
import { BANK_ITSELF } from '../state/restriction-book.ts';
import { endCollect, isOpenAt } from './collects.ts';

type Kind = Restriction['kind'];

/** The kind of restriction that `byId` has put on this account's UPI ID, if one holds. */
export function restrictionKind(
  { restrictions }: BankState,
  byId: string,
  accountId: string,
): Kind | undefined {
  const found = restrictions.find(byId, accountId);
  return found?.endedMs === 0 ? found.kind : undefined;
}

/** Puts a restriction on a UPI ID, or lifts it. Durable with the batch. */
export function restrict(batch: Batch, byId: string, accountId: string, kind: Kind | 'none'): void {
  const { restrictions } = batch.state;
  const found = restrictions.find(byId, accountId);
  if (kind === 'none') {
    if (found?.endedMs === 0) batch.restrictions.touch(found).endedMs = batch.nowMs;
    return;
  }
  if (found?.endedMs === 0 && found.kind === kind) return;
  if (found) {
    Object.assign(batch.restrictions.touch(found), { kind, sinceMs: batch.nowMs, endedMs: 0 });
    return;
  }
  const added = { byId, accountId, kind, sinceMs: batch.nowMs, endedMs: 0 };
  batch.restrictions.add(added, restrictions.add(added));
}

/** What the bank itself holds against a UPI ID as payee: ZE or UX. */
export function bankRestrictionCode(state: BankState, accountId: string): 'ZE' | 'UX' | undefined {
  const kind = restrictionKind(state, BANK_ITSELF, accountId);
  if (kind === undefined) return undefined;
  return kind === 'blocked' ? 'ZE' : 'UX';
}

function otherAccount({ state }: Pick<Batch, 'state'>, own: Account, vpa: string): Account {
  const account = state.accountByVpa.get(normaliseVpa(vpa));
  if (!account) throw refusal('ZH', `There is no UPI ID ${vpa}. Nothing was changed.`);
  if (account === own) throw refusal('U96', 'You cannot block yourself. Nothing was changed.');
  return account;
}

const heldBy = ({ restrictions }: BankState, byId: string): Restriction[] =>
  [...restrictions.of(byId)].filter(({ endedMs }) => endedMs === 0);

function viewOf(state: BankState, { accountId, sinceMs }: Restriction): BlockedUpiId {
  const account = state.accounts.get(accountId);
  return { vpa: account?.vpa ?? '', name: account?.name ?? '', sinceMs };
}

/** Blocks a UPI ID for one account; what it had asked for is declined with TM. */
export function blockInBatch(
  services: BankServices,
  batch: Batch,
  own: Account,
  other: Account,
): BlockedUpiId {
  const { state } = batch;
  const held = heldBy(state, own.id);
  const isNew = !held.some(({ accountId }) => accountId === other.id);
  if (isNew && held.length >= services.bounds.blockedUpiIdsMax) {
    throw refusal('U80', 'You have blocked too many UPI IDs. Unblock one first.');
  }
  restrict(batch, own.id, other.id, 'blocked');
  for (const collect of state.collects.openAs('payer', own.id)) {
    const isTheirs = collect.requesterId === other.id && collect.state === 'pending';
    if (isTheirs && isOpenAt(collect, batch.nowMs)) {
      endCollect(services, batch, collect, { state: 'declined', code: 'TM' });
    }
  }
  const found = state.restrictions.find(own.id, other.id);
  if (!found) throw new Error('a block was not kept');
  return viewOf(state, found);
}

export const blockUpiId = (services: BankServices, { account }: Session, vpa: string) =>
  services.runner.run({
    execute: (batch) => ({
      value: blockInBatch(services, batch, account, otherAccount(batch, account, vpa)),
    }),
  });

export const unblockUpiId = (services: BankServices, { account }: Session, vpa: string) =>
  services.runner.run({
    execute: (batch) => {
      restrict(batch, account.id, otherAccount(batch, account, vpa).id, 'none');
      return { value: {} };
    },
  });

/** Newest first. */
export const blockedUpiIds = ({ state }: BankServices, { uid }: Session): BlockedUpiId[] =>
  heldBy(state, uid)
    .toSorted((left, right) => right.sinceMs - left.sinceMs)
    .map((each) => viewOf(state, each));
