import { EQUITY_ACCOUNT } from '#shared/ids.ts';
import type { adminMethods } from '#shared/protocol/admin-methods.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { customerAccount } from '../accounts/account-actions.ts';
import type { BankServices } from '../services.ts';
import { systemAccount } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Outcome } from '../state/batch-runner.ts';
import type { PaymentRecord } from '../state/entities.ts';
import { tellAdmin } from './announce.ts';
import { rowOf } from './answers.ts';
import { recordMovement } from './records.ts';

type Params = ParamsOf<typeof adminMethods, 'admin.deposit'>;
type Row = ResultOf<typeof adminMethods, 'admin.deposit'>;

/** The deposit made under this id before. @throws RpcError U01 when the id means something else */
function earlier(batch: Batch, { id, amountPaise, txnId }: Params): PaymentRecord | undefined {
  const known = batch.known.get(txnId)?.[0];
  if (!known) return undefined;
  const isSame =
    known.type === 'deposit' && known.payeeId === id && known.amountPaise === Number(amountPaise);
  if (isSame) return known;
  throw refusal('U01', 'This id was used for something else. No money was added.');
}

function announce(services: BankServices, record: PaymentRecord): void {
  const { sessions, events, state } = services;
  if (sessions.hasUser(record.payeeId)) {
    const row = rowOf(state, record, record.payeeId);
    events.emit({ to: 'phone', uid: record.payeeId, event: { kind: 'credited', row } });
  }
  tellAdmin(services, record);
}

function deposit(services: BankServices, batch: Batch, params: Params): Outcome<Row> {
  const { state } = batch;
  const payee = customerAccount(batch, params.id);
  const known = earlier(batch, params);
  if (known) return { value: rowOf(state, known) };
  const amountPaise = Number(params.amountPaise);
  const max = state.settings.openingBalanceMaxPaise;
  if (amountPaise > max) {
    throw refusal('U12', `At most ${max / 100} rupees are added at once. No money was added.`);
  }
  const holdsAtMost = state.settings.balanceMaxPaise;
  if (payee.balancePaise + amountPaise > holdsAtMost) {
    throw refusal(
      'PS',
      `An account may hold at most ${holdsAtMost / 100} rupees. Nothing was added.`,
    );
  }
  const record = recordMovement(batch, {
    txnId: params.txnId,
    type: 'deposit',
    payer: systemAccount(state, EQUITY_ACCOUNT),
    payee,
    amountPaise,
  });
  batch.after.push(() => announce(services, record));
  return { value: rowOf(state, record) };
}

/** Adds money out of the bank's equity account: a ledger entry like any other. */
export const depositMoney = (services: BankServices, params: Params): Promise<Row> =>
  services.runner.run({
    txnIds: [params.txnId],
    execute: (batch) => deposit(services, batch, params),
  });
