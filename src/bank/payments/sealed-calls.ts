import { formatReceipt } from '#shared/ledger/receipt.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { sealedMethods } from '#shared/protocol/sealed-methods.ts';
import { lookUp } from '../accounts/directory.ts';
import { changePin, releaseDevice, resetPin, showBalance } from '../accounts/pin-actions.ts';
import { accountHistory } from '../accounts/searches.ts';
import {
  cancelCollect,
  declineCollect,
  getCollect,
  listCollects,
} from '../collects/collect-calls.ts';
import { createCollect } from '../collects/create-collect.ts';
import { blockedUpiIds, blockUpiId, unblockUpiId } from '../collects/restrictions.ts';
import type { BankCore } from '../core.ts';
import { inclusionFromStore } from '../ledger/proofs.ts';
import type { BankServices } from '../services.ts';
import type { Session } from '../sessions/session-book.ts';
import type { PaymentRecord } from '../state/entities.ts';
import { answeredRecord, resultOf } from './answers.ts';
import { scanCharge } from './charge-calls.ts';
import { endingIdOf } from './held/fates.ts';
import { seen } from './held/parties.ts';

type Table = typeof sealedMethods;
type Method = Parameters<BankCore['sealedCall']>[1];
type Handlers = {
  readonly [M in Method]: (
    services: BankServices,
    session: Session,
    params: ParamsOf<Table, M>,
  ) => ResultOf<Table, M> | Promise<ResultOf<Table, M>>;
};

const noSuchPayment = () =>
  refusal('U48', 'The bank has no payment with this id. No money was taken for it.');

function tookPart({ state }: BankServices, { uid }: Session, record: PaymentRecord): boolean {
  const { payer, payee } = seen(state, record);
  return payer?.id === uid || payee?.id === uid;
}

/** The answer to a payment id that this account took part in; runs behind the open batch. */
async function paymentStatus(
  services: BankServices,
  session: Session,
  txnId: string,
): Promise<ResultOf<Table, 'payment.status'>> {
  return services.runner.run({
    txnIds: [txnId],
    execute: (batch) => {
      const record = answeredRecord(batch.known.get(txnId));
      if (!record || !tookPart(services, session, record)) throw noSuchPayment();
      return { value: resultOf(batch.state, record, record.payerId === session.uid) };
    },
  });
}

/**
 * The entry that proves a payment: of one that waited, the release that paid the payee.
 * @throws RpcError U10 when it was not made, or not yet: a hold proves no payment
 */
function entryToProve(own: readonly PaymentRecord[], txnId: string): PaymentRecord | undefined {
  const isHold = own.some((each) => each.txnId === txnId && each.type === 'hold');
  if (!isHold) return own.find((each) => each.txnId === txnId && each.entry > 0);
  const release = own.find(({ type }) => type === 'release');
  if (release) return release;
  throw refusal('U10', 'This payment was not made, or not yet: there is no receipt of it.');
}

async function receipt(
  services: BankServices,
  session: Session,
  txnId: string,
): Promise<ResultOf<Table, 'account.receipt'>> {
  const { store, ledger } = services;
  const { size, checkpoint } = ledger;
  const records = await store.findRecords([txnId, endingIdOf(txnId)]);
  const record = entryToProve(
    records.filter((each) => tookPart(services, session, each)),
    txnId,
  );
  if (!record || record.leaf >= size) throw noSuchPayment();
  const [leaf] = await store.leaves(record.leaf, record.leaf + 1);
  if (!leaf) throw new Error(`leaf ${record.leaf} is missing`);
  const proof = await inclusionFromStore(store, record.leaf, size);
  return { receipt: formatReceipt({ leaf, index: record.leaf, proof, checkpoint }) };
}

const handlers: Handlers = {
  'payment.status': (services, session, { txnId }) => paymentStatus(services, session, txnId),
  'directory.lookup': ({ state }, _session, query) => lookUp(state, query),
  'order.scan': scanCharge,
  'account.balance': showBalance,
  'account.history': (services, session, query) => accountHistory(services, session.account, query),
  'account.receipt': (services, session, { txnId }) => receipt(services, session, txnId),
  'pin.change': changePin,
  'pin.reset': resetPin,
  'device.release': (services, session) => releaseDevice(services, session),
  'collect.create': (services, { account }, params) => createCollect(services, account, params),
  'collect.get': (services, { account }, { reference }) => getCollect(services, account, reference),
  'collect.list': (services, { account }, query) => listCollects(services, account, query),
  'collect.decline': (services, { account }, params) => declineCollect(services, account, params),
  'collect.cancel': (services, { account }, { reference }) =>
    cancelCollect(services, account, reference),
  'upiId.block': (services, session, { vpa }) => blockUpiId(services, session, vpa),
  'upiId.unblock': (services, session, { vpa }) => unblockUpiId(services, session, vpa),
  'upiId.blocked': (services, session) => ({ rows: blockedUpiIds(services, session) }),
};

/** Every sealed method but `payment.submit` and `session.nonce`. */
export async function sealedCall<M extends Method>(
  services: BankServices,
  sessionId: string,
  method: M,
  params: ParamsOf<Table, M>,
): Promise<ResultOf<Table, M>> {
  const session = services.sessions.get(sessionId);
  if (!session) throw refusal('U70', 'The session has ended. Open it again and retry.');
  session.lastUsedMs = services.nowMs();
  return handlers[method](services, session, params);
}
