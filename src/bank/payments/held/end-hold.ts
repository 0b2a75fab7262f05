import { findCollect } from '../../collects/collects.ts';
import { settleCollect } from '../../collects/settle-collect.ts';
import type { BankServices } from '../../services.ts';
import type { Charge, PaymentRecord } from '../../state/entities.ts';
import { tellAdmin, tellPayee } from '../announce.ts';
import { resultOf } from '../answers.ts';
import { CHARGE_REFERENCE, chargeView, endPendingCharge } from '../charges.ts';
import { endedOf, endingIdOf } from './fates.ts';
import { endHold } from './hold.ts';

/** Everybody who was told of the pending payment hears how it ended. */
function announce(
  services: BankServices,
  hold: PaymentRecord,
  ending: PaymentRecord,
  charge: Charge | undefined,
): void {
  const { state, events, sessions, nowMs } = services;
  if (sessions.hasUser(hold.payerId)) {
    const result = resultOf(state, hold, true);
    events.emit({ to: 'phone', uid: hold.payerId, event: { kind: 'resolved', result } });
  }
  tellPayee(services, ending.type === 'release' ? ending : hold, charge);
  tellAdmin(services, hold, [ending.payerId, ending.payeeId]);
  if (!charge) return;
  events.toAdmin('order', () => ({ kind: 'order', order: chargeView(state, charge, nowMs()) }));
}

/**
 * Ends a payment that waits in SUSPENSE; does nothing when it has ended already.
 * @throws RpcError PS while the payee cannot hold more, XY when the store failed: try again later
 */
export const endHeldPayment = (services: BankServices, { txnId, reference }: PaymentRecord) =>
  services.runner.run({
    txnIds: [endingIdOf(txnId)],
    references: CHARGE_REFERENCE.test(reference) ? [reference] : [],
    execute: (batch) => {
      const hold = batch.state.holds.get(txnId);
      if (!hold) return { value: undefined };
      const ending = endHold(batch, hold);
      const charge = batch.state.charges.get(reference);
      endPendingCharge(batch, charge, hold, ending);
      const collect = findCollect(batch, reference);
      if (collect?.txnId === txnId) {
        settleCollect(services, batch, collect, endedOf(hold, ending));
      }
      batch.after.push(() => announce(services, hold, ending, charge));
      return { value: undefined };
    },
  });
