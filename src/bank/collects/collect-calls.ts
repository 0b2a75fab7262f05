import type { CollectRequest, collectMethods } from '#shared/protocol/collects.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { BankServices } from '../services.ts';
import type { Batch } from '../state/batch.ts';
import type { Account, Collect } from '../state/entities.ts';
import { collectStateAt, collectView, endCollect, findCollect, isOpenAt } from './collects.ts';
import { blockInBatch } from './restrictions.ts';

type Table = typeof collectMethods;

const unknown = () => refusal('U10', 'The bank knows no such request. Nothing was changed.');

/** Runs `act` on a request that this account takes part in. @throws RpcError U10 for any other */
function onOwn(
  services: BankServices,
  account: Account,
  reference: string,
  act: (batch: Batch, collect: Collect) => void,
): Promise<CollectRequest> {
  return services.runner.run({
    collects: [reference],
    execute: (batch) => {
      const collect = findCollect(batch, reference);
      if (collect?.payerId !== account.id && collect?.requesterId !== account.id) throw unknown();
      act(batch, collect);
      return { value: collectView(batch.state, collect, account.id, batch.nowMs) };
    },
  });
}

export const getCollect = (services: BankServices, account: Account, reference: string) =>
  onOwn(services, account, reference, () => undefined);

const TOO_LATE: Readonly<Record<Collect['state'], string>> = {
  pending: '',
  approved: 'is being paid',
  paid: 'is paid already',
  declined: 'was declined',
  expired: 'has expired',
  cancelled: 'was cancelled',
};

/** @returns false when it has ended this way before. @throws RpcError when it ended another way */
function mayEnd(collect: Collect, end: 'declined' | 'cancelled', nowMs: number): boolean {
  const state = collectStateAt(collect, nowMs);
  if (state === 'pending') return true;
  if (state === end) return false;
  const code = state === 'expired' ? 'U69' : 'U10';
  throw refusal(code, `This request ${TOO_LATE[state]}. Nothing was changed.`);
}

export const declineCollect = (
  services: BankServices,
  account: Account,
  { reference, shouldBlock }: ParamsOf<Table, 'collect.decline'>,
): Promise<CollectRequest> =>
  onOwn(services, account, reference, (batch, collect) => {
    if (collect.payerId !== account.id) throw unknown();
    if (mayEnd(collect, 'declined', batch.nowMs)) {
      endCollect(services, batch, collect, { state: 'declined', code: 'ZA' });
    }
    const requester = batch.state.accounts.get(collect.requesterId);
    if (shouldBlock && requester) blockInBatch(services, batch, account, requester);
  });

export const cancelCollect = (
  services: BankServices,
  account: Account,
  reference: string,
): Promise<CollectRequest> =>
  onOwn(services, account, reference, (batch, collect) => {
    if (collect.requesterId !== account.id) throw unknown();
    if (mayEnd(collect, 'cancelled', batch.nowMs)) {
      endCollect(services, batch, collect, { state: 'cancelled', code: '' });
    }
  });

/** Newest first. Open ones are few and in memory, the rest is paged by the store. */
export async function listCollects(
  { state, store, nowMs }: BankServices,
  account: Account,
  query: ParamsOf<Table, 'collect.list'>,
): Promise<ResultOf<Table, 'collect.list'>> {
  const { direction, isOpen, limit, before } = query;
  const side = direction === 'incoming' ? 'payer' : 'requester';
  const view = (collect: Collect) => collectView(state, collect, account.id, nowMs());
  if (!isOpen) {
    const page = await store.collects({
      accountId: account.id,
      side,
      limit,
      ...(before === undefined ? {} : { before }),
    });
    return { rows: page.rows.map(view), hasMore: page.hasMore };
  }
  const open = [...state.collects.openAs(side, account.id)]
    .filter((each) => isOpenAt(each, nowMs()))
    .filter(({ sequence }) => before === undefined || sequence < before)
    .toSorted((left, right) => right.sequence - left.sequence);
  return { rows: open.slice(0, limit).map(view), hasMore: open.length > limit };
}
