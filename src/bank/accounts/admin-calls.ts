import type { adminMethods } from '#shared/protocol/admin-methods.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { makeBackup } from '../backup/make-backup.ts';
import type { BankCore } from '../core.ts';
import { accountRowOf } from '../events/account-row.ts';
import { setFaults } from '../faults/fault-calls.ts';
import { verifyLive } from '../ledger/verify-live.ts';
import { rowOf } from '../payments/answers.ts';
import { depositMoney } from '../payments/deposit.ts';
import type { BankServices } from '../services.ts';
import { SETTINGS_META } from '../state/bank-state.ts';
import type { Account } from '../state/entities.ts';
import { actOnAccount } from './account-actions.ts';
import { searchFilter } from './searches.ts';

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

const SEARCH_ROWS = 200;

async function payments(
  { state, search: records }: BankServices,
  { before, limit, search }: ParamsOf<Table, 'admin.payments'>,
): Promise<ResultOf<Table, 'admin.payments'>> {
  const filter = searchFilter(state, search);
  if (!filter) return { rows: [], hasMore: false };
  // A release is the end of a payment that is in the list already; `holdsMax` bounds how many
  // stand in a row.
  const rows: PaymentRow[] = [];
  let cursor = before;
  for (let size = limit; ; size = SEARCH_ROWS) {
    const from = cursor === undefined ? {} : { before: cursor };
    const page = await records.run({ ...filter, ...from, limit: size });
    const shown = page.rows.filter(({ type }) => type !== 'release');
    rows.push(...shown.map((record) => rowOf(state, record)));
    if (rows.length >= limit || !page.hasMore) {
      return { rows: rows.slice(0, limit), hasMore: page.hasMore || rows.length > limit };
    }
    cursor = page.rows.at(-1)?.sequence;
  }
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
