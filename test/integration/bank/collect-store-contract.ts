import { expect } from 'vitest';
import type { CategorySpending, Collect, Restriction } from '#bank/state/entities.ts';
import type { BankStore, StoreBatch } from '#bank/store/bank-store.ts';

const START_MS = Date.UTC(2026, 10, 22);

const collect = (sequence: number, changes: Partial<Collect> = {}): Collect => ({
  reference: `CR${String(sequence).padStart(16, '0')}`,
  sequence,
  requesterId: sequence % 2 === 0 ? 'U000000001' : 'U000000002',
  payerId: sequence % 2 === 0 ? 'U000000002' : 'U000000001',
  amountPaise: 100 * sequence,
  note: 'चाय',
  createdMs: START_MS + sequence,
  expiresMs: START_MS + 60_000,
  state: 'pending',
  lastCode: '',
  endedMs: 0,
  txnId: '',
  rrn: '',
  entry: 0,
  leaf: 0,
  block: 0,
  ...changes,
});

const restriction = (byId: string, accountId: string, endedMs = 0): Restriction => ({
  byId,
  accountId,
  kind: byId === 'BANK' ? 'expired' : 'blocked',
  sinceMs: START_MS,
  endedMs,
});

const spending = (accountId: string, day: number, sentPaise: number): CategorySpending => ({
  accountId,
  category: 'jewellery',
  day,
  sentPaise,
});

/** The part of the store contract about collect requests, blocked UPI IDs and category spending. */
export async function checkCollectStore(
  store: BankStore,
  batch: (number: number) => StoreBatch,
  reopen: () => Promise<BankStore>,
): Promise<void> {
  const all = Array.from({ length: 7 }, (_, index) => collect(index + 1));
  await store.commit({
    ...batch(2),
    collects: all,
    restrictions: [restriction('U000000001', 'U000000002'), restriction('BANK', 'U000000002')],
    spendings: [spending('U000000001', 20_000, 5), spending('U000000002', 20_000, 6)],
  });
  const paid = collect(1, { state: 'paid', lastCode: '00', endedMs: 9, entry: 4, leaf: 5 });
  const approved = collect(2, { state: 'approved', lastCode: '01', txnId: 'T', rrn: 'R' });
  const lifted = restriction('U000000001', 'U000000002', START_MS + 5);
  const today = spending('U000000001', 20_001, 7);
  await store.commit({
    ...batch(3),
    collects: [paid, approved],
    restrictions: [lifted],
    spendings: [today],
  });

  const reopened = await reopen();
  const state = await reopened.load();
  expect(state.collects).toEqual([approved, ...all.slice(2)]);
  expect(state.collectCount).toBe(7);
  expect(state.restrictions).toEqual([restriction('BANK', 'U000000002')]);
  expect(state.spendings).toEqual([today]);
  expect(await reopened.findCollects([paid.reference, 'CR9'])).toEqual([paid]);

  const mine = { accountId: 'U000000001', side: 'payer', limit: 3 } as const;
  const first = await reopened.collects(mine);
  expect(first).toEqual({ rows: [collect(7), collect(5), collect(3)], hasMore: true });
  expect(await reopened.collects({ ...mine, before: 3 })).toEqual({ rows: [paid], hasMore: false });
  const asked = await reopened.collects({ ...mine, side: 'requester', limit: 50 });
  expect(asked.rows.map(({ sequence }) => sequence)).toEqual([6, 4, 2]);

  await expect(
    reopened.commit({ ...batch(4), collects: [collect(8, { payerId: 'U999999999' })] }),
  ).rejects.toMatchObject({ name: 'StoreFailure', kind: 'rejected' });
  await expect(
    reopened.commit({ ...batch(4), collects: [collect(7, { reference: 'CR-other' })] }),
  ).rejects.toMatchObject({ kind: 'rejected' });
  await reopened.commit({ ...batch(4), collects: [collect(8)] });
  expect((await reopened.load()).collectCount).toBe(8);
}
