import type { CategorySpending, Collect, Restriction } from '../state/entities.ts';
import type { Row, Values } from './codec.ts';

/** Rows of collect requests, blocked UPI IDs and category spending, as codec.ts does the others. */
export const collectValues = (row: Collect): Values => [
  row.reference,
  row.sequence,
  row.requesterId,
  row.payerId,
  row.amountPaise,
  row.note,
  row.createdMs,
  row.expiresMs,
  row.state,
  row.lastCode,
  row.endedMs,
  row.txnId,
  row.rrn,
  row.entry,
  row.leaf,
  row.block,
];

export const collectFrom = (row: Row): Collect => ({
  reference: row.reference as string,
  sequence: row.sequence as number,
  requesterId: row.requester_id as string,
  payerId: row.payer_id as string,
  amountPaise: row.amount_paise as number,
  note: row.note as string,
  createdMs: row.created_ms as number,
  expiresMs: row.expires_ms as number,
  state: row.state as Collect['state'],
  lastCode: row.last_code as Collect['lastCode'],
  endedMs: row.ended_ms as number,
  txnId: row.txn_id as string,
  rrn: row.rrn as string,
  entry: row.entry as number,
  leaf: row.leaf as number,
  block: row.block as number,
});

export const restrictionValues = (row: Restriction): Values => [
  row.byId,
  row.accountId,
  row.kind,
  row.sinceMs,
  row.endedMs,
];

export const restrictionFrom = (row: Row): Restriction => ({
  byId: row.by_id as string,
  accountId: row.account_id as string,
  kind: row.kind as Restriction['kind'],
  sinceMs: row.since_ms as number,
  endedMs: row.ended_ms as number,
});

export const spendingValues = (row: CategorySpending): Values => [
  row.accountId,
  row.category,
  row.day,
  row.sentPaise,
];

export const spendingFrom = (row: Row): CategorySpending => ({
  accountId: row.account_id as string,
  category: row.category as CategorySpending['category'],
  day: row.day as number,
  sentPaise: row.sent_paise as number,
});
