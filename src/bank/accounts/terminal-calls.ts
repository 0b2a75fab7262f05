import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { terminalMethods } from '#shared/protocol/terminal-methods.ts';
import { cancelCollect, getCollect, listCollects } from '../collects/collect-calls.ts';
import { createCollect } from '../collects/create-collect.ts';
import { rowOf } from '../payments/answers.ts';
import { cancelCharge, createCharge, getCharge } from '../payments/charge-calls.ts';
import { receivedToday } from '../payments/limits.ts';
import { refundPayment } from '../payments/refund.ts';
import type { BankServices } from '../services.ts';
import type { Account, Merchant } from '../state/entities.ts';
import { accountHistory } from './searches.ts';

type Table = typeof terminalMethods;
type Handlers = {
  readonly [M in keyof Table]: (
    services: BankServices,
    merchant: Merchant,
    params: ParamsOf<Table, M>,
  ) => Promise<ResultOf<Table, M>>;
};

const LAST_ROWS = 20;

function accountOf({ state }: BankServices, { mid }: Merchant): Account {
  const account = state.accounts.get(mid);
  if (!account) throw new Error(`merchant ${mid} has no account`);
  return account;
}

/** Payments to this shop that wait for their end, newest first. */
function waitingFor({ state }: BankServices, { mid }: Merchant): PaymentRow[] {
  const vpa = state.accounts.get(mid)?.vpa;
  const own = [...state.holds.values()].filter(({ payeeVpa }) => payeeVpa === vpa);
  return own
    .reverse()
    .slice(0, LAST_ROWS)
    .map((hold) => rowOf(state, hold, mid));
}

/** What can still be given back depends on what was. */
async function withRefunds({ store }: BankServices, rows: PaymentRow[]): Promise<PaymentRow[]> {
  const made = rows.filter(({ type, status }) => type === 'payment' && status === 'SUCCESS');
  const refunded = await store.refundedPaise(made.map(({ txnId }) => txnId));
  return rows.map((row) => {
    const paise = row.type === 'payment' ? (refunded.get(row.txnId) ?? 0) : 0;
    return paise === 0 ? row : { ...row, refundedPaise: String(paise) };
  });
}

async function summary(
  services: BankServices,
  merchant: Merchant,
): Promise<ResultOf<Table, 'merchant.summary'>> {
  const account = accountOf(services, merchant);
  const today = receivedToday(account, services.nowMs());
  const { rows } = await accountHistory(services, account, { limit: LAST_ROWS, search: '' });
  return {
    balancePaise: String(account.balancePaise),
    dayTotalPaise: String(today.paise),
    dayCount: today.count,
    last: await withRefunds(
      services,
      [...waitingFor(services, merchant), ...rows].slice(0, LAST_ROWS),
    ),
  };
}

async function checkPassword(services: BankServices, merchant: Merchant, password: string) {
  const { passwordTries, passwords } = services;
  passwordTries.check(merchant.mid);
  const isRight = await passwords.isRight(password, merchant.passwordHash);
  passwordTries.note(merchant.mid, isRight);
  return isRight;
}

const handlers: Handlers = {
  'order.create': createCharge,
  'order.cancel': (services, merchant, { reference }) =>
    cancelCharge(services, merchant, reference),
  'order.get': (services, merchant, { reference }) => getCharge(services, merchant, reference),
  'merchant.summary': summary,
  'merchant.checkPassword': async (services, merchant, { password }) => ({
    isRight: await checkPassword(services, merchant, password),
  }),
  'merchant.refund': async (services, merchant, params) => {
    if (!(await checkPassword(services, merchant, params.password))) {
      throw refusal('U10', 'The password is wrong. Nothing was refunded.');
    }
    return refundPayment(services, merchant, params);
  },
  'collect.create': (services, merchant, params) =>
    createCollect(services, accountOf(services, merchant), params),
  'collect.get': (services, merchant, { reference }) =>
    getCollect(services, accountOf(services, merchant), reference),
  'collect.list': (services, merchant, query) =>
    listCollects(services, accountOf(services, merchant), { ...query, direction: 'outgoing' }),
  'collect.cancel': (services, merchant, { reference }) =>
    cancelCollect(services, accountOf(services, merchant), reference),
};

/** Methods of a connection that opened as this VMID's terminal. */
export async function terminalCall<M extends keyof Table>(
  services: BankServices,
  vmid: string,
  method: M,
  params: ParamsOf<Table, M>,
): Promise<ResultOf<Table, M>> {
  const merchant = services.state.merchantByVmid.get(vmid);
  if (!merchant) throw refusal('X7', 'The bank does not know this UPI machine.');
  return handlers[method](services, merchant, params);
}
