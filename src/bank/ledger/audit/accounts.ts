import { SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import { type Audit, sumOf } from './audit.ts';
import { ensure } from './finding.ts';

/** Balances and histories as replayed are those of the account table; all together they are zero. */
export async function auditAccounts(audit: Audit): Promise<void> {
  for (const [id, account] of audit.accounts) {
    ensure(
      account.balancePaise === audit.balances.get(id),
      () => `account ${id}: its balance is not what its entries add up to`,
    );
    ensure(
      account.lastRecord === (audit.lastRecordOf.get(id) ?? 0),
      () => `account ${id}: its history does not end at its last record`,
    );
  }
  let waitingPaise = 0;
  for (const { amountPaise } of audit.holds.values()) waitingPaise += amountPaise;
  ensure(
    (audit.balances.get(SUSPENSE_ACCOUNT) ?? 0) === waitingPaise,
    () => 'SUSPENSE holds something else than the payments that wait',
  );
  ensure(sumOf(audit.balances) === 0, () => 'the sum over all accounts is not zero');
}
