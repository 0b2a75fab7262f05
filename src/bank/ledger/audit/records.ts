import type { AuditRecord } from '../../store/bank-store.ts';
import { STAN_MODULUS } from '../../store/record-filter.ts';
import type { Audit } from './audit.ts';
import { ensure } from './finding.ts';

/** The record's place in both parties' histories. */
function checkChain(audit: Audit, record: AuditRecord): void {
  const { lastRecordOf } = audit;
  const { payerId, payeeId, payerPrevious, payeePrevious, sequence } = record;
  ensure(
    audit.accounts.has(payerId),
    () => `record ${sequence}: account ${payerId} does not exist`,
  );
  ensure(
    payerPrevious === (lastRecordOf.get(payerId) ?? 0),
    () => `record ${sequence}: the history of ${payerId} is broken`,
  );
  lastRecordOf.set(payerId, sequence);
  if (payeeId === '') return;
  ensure(
    audit.accounts.has(payeeId),
    () => `record ${sequence}: account ${payeeId} does not exist`,
  );
  // A declined payment to oneself has the same account on both sides.
  if (payeeId === payerId) return;
  ensure(
    payeePrevious === (lastRecordOf.get(payeeId) ?? 0),
    () => `record ${sequence}: the history of ${payeeId} is broken`,
  );
  lastRecordOf.set(payeeId, sequence);
}

function checkRecord(audit: Audit, record: AuditRecord): void {
  const expected = audit.lastSequence + 1;
  ensure(record.sequence === expected, () => `record ${expected} is missing`);
  ensure(
    record.timeMs >= audit.lastTimeMs,
    () => `record ${expected}: its time is before the last one's`,
  );
  ensure(
    audit.ids.add(`${record.type} ${record.txnId}`),
    () => `record ${expected}: transaction id ${record.txnId} was used before`,
  );
  ensure(
    Number(record.rrn.slice(4)) === record.sequence % STAN_MODULUS,
    () => `record ${expected}: its RRN is not its own`,
  );
  checkChain(audit, record);
  audit.lastSequence = record.sequence;
  audit.lastTimeMs = record.timeMs;
}

/**
 * Checks records up to the next one that moved money. Waits only when the next slice must be read:
 * an audit of millions cannot afford a promise for each.
 */
export function nextEntryRecord(
  audit: Audit,
): Promise<AuditRecord | undefined> | AuditRecord | undefined {
  const { records } = audit;
  for (;;) {
    if (records.isEmpty) return records.load().then(() => nextEntryRecord(audit));
    const record = records.take();
    if (!record) return undefined;
    checkRecord(audit, record);
    if (record.entry > 0) return record;
    ensure(record.leaf === 0 && record.block === 0 && record.status !== 'SUCCESS', () => {
      return `record ${record.sequence} says that money moved, but no ledger entry does`;
    });
  }
}
