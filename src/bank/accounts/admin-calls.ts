import type { adminMethods } from '#shared/protocol/admin-methods.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { makeBackup } from '../backup/make-backup.ts';
import type { BankCore } from '../core.ts';
import { accountRowOf } from '../events/account-row.ts';
import { setFaults } from '../faults/fault-calls.ts';
import { verifyLive } from '../ledger/verify-live.ts';
import { depositMoney } from '../payments/deposit.ts';
import type { BankServices } from '../services.ts';
import { SETTINGS_META } from '../state/bank-state.ts';
import type { Account } from '../state/entities.ts';
import { actOnAccount } from './account-actions.ts';
import { accountHistory, allPayments } from './searches.ts';

type Table = typeof adminMethods;
type Method = Parameters<BankCore['adminCall']>[0];
type Handlers = {
  readonly [M in Method]: (
    services: BankServices,
    params: ParamsOf<Table, M>,
  ) => Promise<ResultOf<Table, M>>;
};

const contains = (text: string, part: string): boolean => text.toLowerCase().includes(part);

function matchesSearch({ state }: BankServices, account: Account, part: string): boolean {
  if (part === '') return true;
  const user = state.users.get(account.id);
  const merchant = state.merchants.get(account.id);
  return (
    contains(account.id, part) ||
    contains(account.name, part) ||
    contains(account.vpa, part) ||
    (user !== undefined && (contains(user.mobile, part) || user.mmid === part)) ||
    (merchant !== undefined && contains(merchant.vmid, part))
  );
}

async function accounts(
  services: BankServices,
  { kind, limit, offset, search }: ParamsOf<Table, 'admin.accounts'>,
): Promise<ResultOf<Table, 'admin.accounts'>> {
  const part = search.trim().toLowerCase();
  const rows: Account[] = [];
  let total = 0;
  for (const account of services.state.accounts.values()) {
    if (kind !== undefined && account.kind !== kind) continue;
    if (!matchesSearch(services, account, part)) continue;
    if (total >= offset && rows.length < limit) rows.push(account);
    total += 1;
  }
  const nowMs = services.nowMs();
  return { rows: rows.map((row) => accountRowOf(services.state, row, nowMs)), total };
}

async function payments(
  services: BankServices,
  { accountId, ...query }: ParamsOf<Table, 'admin.payments'>,
): Promise<ResultOf<Table, 'admin.payments'>> {
  if (accountId === undefined) return allPayments(services, query);
  const account = services.state.accounts.get(accountId);
  if (!account) throw refusal('XH', `There is no account ${accountId} at this bank.`);
  return accountHistory(services, account, query);
}

const handlers: Handlers = {
  'admin.accounts': accounts,
  'admin.payments': payments,
  'admin.account': actOnAccount,
  'admin.deposit': depositMoney,
  'admin.backup': (services) => makeBackup(services),
  'admin.verify': (services) => verifyLive(services),
  'admin.faults': async ({ faults }) => ({ faults: faults.rows() }),
  'admin.setFaults': async (services, params) => setFaults(services, params),
  'admin.settings.get': async ({ state }) => state.settings,
  'admin.settings.set': ({ runner, holdWatch }, settings) =>
    runner.run({
      execute: (batch) => {
        batch.state.settings = settings;
        batch.meta.set(SETTINGS_META, Buffer.from(JSON.stringify(settings)));
        batch.after.push(() => holdWatch.look());
        return { value: settings };
      },
    }),
};

export const adminCall = <M extends Method>(
  services: BankServices,
  method: M,
  params: ParamsOf<Table, M>,
): Promise<ResultOf<Table, M>> => handlers[method](services, params);
