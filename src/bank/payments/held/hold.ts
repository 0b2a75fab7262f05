import { SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import { MAX_PAISE } from '#shared/money.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { systemAccount } from '../../state/bank-state.ts';
import type { Batch } from '../../state/batch.ts';
import type { Account, PaymentRecord } from '../../state/entities.ts';
import { countReceived, countSent, uncountSent } from '../limits.ts';
import { type Movement, recordMovement } from '../records.ts';
import { endingIdOf, FATES, type FateCode, fateOf } from './fates.ts';

/** Debits the payer into SUSPENSE; the payment waits there until `endHold`. */
export function recordHold(
  batch: Batch,
  movement: Omit<Movement, 'type'>,
  fate: FateCode,
): PaymentRecord {
  const { state } = batch;
  const { payer, payee, amountPaise } = movement;
  const record = recordMovement(batch, {
    ...movement,
    type: 'hold',
    payee: systemAccount(state, SUSPENSE_ACCOUNT),
    otherVpa: payee.vpa,
    verdict: { status: FATES[fate].now.status, code: fate },
  });
  countSent(batch, payer, payee, amountPaise);
  state.holds.set(record.txnId, record);
  batch.undo.push(() => state.holds.delete(record.txnId));
  return record;
}

function partyOf(account: Account | undefined, hold: PaymentRecord): Account {
  if (!account) throw new Error(`the hold of ${hold.txnId} lost its accounts`);
  return account;
}

/**
 * Pays the payee or gives the money back, as the hold's fate has it.
 * @throws RpcError PS while the payee cannot hold more; it then goes on waiting
 */
export function endHold(batch: Batch, hold: PaymentRecord): PaymentRecord {
  const { state } = batch;
  const { end } = fateOf(hold);
  const { txnId, amountPaise, reference, note } = hold;
  const payer = partyOf(state.accounts.get(hold.payerId), hold);
  const payee = partyOf(state.accountByVpa.get(hold.payeeVpa), hold);
  const [to, from] = end === 'release' ? [payee, payer] : [payer, payee];
  if (to.balancePaise + amountPaise > MAX_PAISE) {
    throw refusal('PS', 'The account would hold more than this bank can count.');
  }
  const record = recordMovement(batch, {
    txnId: endingIdOf(txnId),
    type: end,
    payer: systemAccount(state, SUSPENSE_ACCOUNT),
    payee: to,
    amountPaise,
    reference,
    note,
    relatedTxnId: txnId,
    otherVpa: from.vpa,
  });
  if (end === 'release') countReceived(payee, amountPaise, batch.timeMs);
  else uncountSent(batch, payer, payee, hold);
  state.holds.delete(txnId);
  batch.undo.push(() => state.holds.set(txnId, hold));
  return record;
}
