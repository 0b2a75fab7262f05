import { referenceFrom } from '#shared/ids.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { ChargeOrder } from '#shared/protocol/payments.ts';
import type { sealedMethods } from '#shared/protocol/sealed-methods.ts';
import type { terminalMethods } from '#shared/protocol/terminal-methods.ts';
import type { BankServices } from '../services.ts';
import type { Session } from '../sessions/session-book.ts';
import { addCharge } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Charge, Merchant } from '../state/entities.ts';
import { chargeStateAt, chargeView, isOpenAt, trimCharges } from './charges.ts';

type Table = typeof terminalMethods;

const SECOND_MS = 1_000;

const unknownCharge = () => refusal('U10', 'The bank knows no such charge. Charge again.');

function announce(services: BankServices, merchant: Merchant, charge: Charge): void {
  const { state, events, nowMs } = services;
  const order = chargeView(state, charge, nowMs());
  if (state.onlineTerminals.has(merchant.vmid)) {
    events.emit({ to: 'terminal', vmid: merchant.vmid, event: { kind: 'order', order } });
  }
  events.toAdmin('order', () => ({ kind: 'order', order }));
}

/** @throws RpcError U80 when the merchant has too many charges open */
function checkOpenCharges({ state, bounds }: BankServices, mid: string, nowMs: number): void {
  const own = state.chargesOf.get(mid);
  if (!own || own.size < bounds.openChargesPerMerchantMax) return;
  for (const charge of own) if (!isOpenAt(charge, nowMs)) own.delete(charge);
  if (own.size >= bounds.openChargesPerMerchantMax) {
    throw refusal('U80', 'Too many charges are open. Cancel one or wait until they expire.');
  }
}

export function createCharge(
  services: BankServices,
  merchant: Merchant,
  params: ParamsOf<Table, 'order.create'>,
): Promise<ResultOf<Table, 'order.create'>> {
  const { state, bounds } = services;
  const execute = (batch: Batch) => {
    checkOpenCharges(services, merchant.mid, batch.nowMs);
    const lifeMs = (params.expirySeconds ?? state.settings.orderExpirySeconds) * SECOND_MS;
    const charge: Charge = {
      reference: referenceFrom('CH', services.randomBytes(16)),
      mid: merchant.mid,
      amountPaise: Number(params.amountPaise),
      note: params.note,
      createdMs: batch.nowMs,
      expiresMs: batch.nowMs + lifeMs,
      state: 'active',
      payerName: '',
      lastCode: '',
      txnId: '',
      rrn: '',
      entry: 0,
      leaf: 0,
      block: 0,
    };
    batch.charges.add(charge, addCharge(state, charge));
    batch.after.push(() => {
      trimCharges(state, bounds.chargesInMemoryMax, batch.nowMs);
      announce(services, merchant, charge);
    });
    return { value: chargeView(state, charge, batch.nowMs) };
  };
  return services.runner.run({ execute });
}

/** Runs `act` on the merchant's own charge. @throws RpcError U10 when there is none */
function onOwnCharge(
  services: BankServices,
  merchant: Merchant,
  reference: string,
  act: (batch: Batch, charge: Charge) => void,
): Promise<ChargeOrder> {
  return services.runner.run({
    references: [reference],
    execute: (batch) => {
      const charge = batch.state.charges.get(reference);
      if (charge?.mid !== merchant.mid) throw unknownCharge();
      act(batch, charge);
      return { value: chargeView(batch.state, charge, batch.nowMs) };
    },
  });
}

export const getCharge = (services: BankServices, merchant: Merchant, reference: string) =>
  onOwnCharge(services, merchant, reference, () => undefined);

export const cancelCharge = (services: BankServices, merchant: Merchant, reference: string) =>
  onOwnCharge(services, merchant, reference, (batch, charge) => {
    const state = chargeStateAt(charge, batch.nowMs);
    if (state === 'cancelled') return;
    if (state === 'paid') {
      throw refusal('U10', 'This charge is paid already. Refund it instead.');
    }
    if (state === 'pending') {
      throw refusal('U10', 'A payment for this charge is on its way. Wait for its result.');
    }
    batch.charges.touch(charge).state = 'cancelled';
    batch.after.push(() => announce(services, merchant, charge));
  });

/** A phone looked at the code: the POS shows who, the phone hears what the bank expects. */
export function scanCharge(
  services: BankServices,
  session: Session,
  { vmid, reference }: ParamsOf<typeof sealedMethods, 'order.scan'>,
): Promise<ChargeOrder> {
  const merchant = services.state.merchantByVmid.get(vmid);
  if (!merchant) throw refusal('X7', 'There is no such UPI machine. Ask the shop for a new code.');
  return onOwnCharge(services, merchant, reference, (batch, charge) => {
    if (chargeStateAt(charge, batch.nowMs) !== 'active') return;
    batch.charges.touch(charge).state = 'scanned';
    charge.payerName = session.account.name;
    batch.after.push(() => announce(services, merchant, charge));
  });
}
