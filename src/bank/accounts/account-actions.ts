import type { AccountAction, adminMethods } from '#shared/protocol/admin-methods.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { restrict } from '../collects/restrictions.ts';
import { accountRowOf } from '../events/account-row.ts';
import type { BankServices } from '../services.ts';
import type { Batch } from '../state/batch.ts';
import type { Account } from '../state/entities.ts';
import { BANK_ITSELF } from '../state/restriction-book.ts';
import { releaseInBatch } from './devices.ts';

type Table = typeof adminMethods;

const notForMerchants = () =>
  refusal('U10', 'A merchant has neither a UPI PIN nor a phone. Nothing was changed.');

function unlockPin(batch: Batch, account: Account): void {
  const user = batch.state.users.get(account.id);
  if (!user) throw notForMerchants();
  Object.assign(batch.users.touch(user), { wrongPins: 0, pinLockedUntilMs: 0 });
}

function releasePhone(batch: Batch, account: Account): void {
  if (!batch.state.users.has(account.id)) throw notForMerchants();
  if (!releaseInBatch(batch, account.id)) {
    throw refusal('U66', 'No phone is bound to this account. Nothing was changed.');
  }
}

const become =
  (state: Account['state']) =>
  (batch: Batch, account: Account): void => {
    batch.accounts.touch(account).state = state;
  };

const markUpiId =
  (kind: Parameters<typeof restrict>[3]) =>
  (batch: Batch, account: Account): void =>
    restrict(batch, BANK_ITSELF, account.id, kind);

const ACTIONS: Readonly<Record<AccountAction, (batch: Batch, account: Account) => void>> = {
  freeze: become('frozen'),
  'mark-dormant': become('dormant'),
  activate: become('active'),
  'unlock-pin': unlockPin,
  'release-device': releasePhone,
  'block-upi-id': markUpiId('blocked'),
  'expire-upi-id': markUpiId('expired'),
  'restore-upi-id': markUpiId('none'),
};

/** The bank's own accounts are no customers. @throws RpcError U10 */
export function customerAccount({ state }: Pick<Batch, 'state'>, id: string): Account {
  const account = state.accounts.get(id);
  if (account && account.kind !== 'system') return account;
  throw refusal('U10', `There is no customer ${id} at this bank. Nothing was changed.`);
}

/** What an administrator does to an account; durable when it is answered, and told to the others. */
export const actOnAccount = (
  services: BankServices,
  { id, action }: ParamsOf<Table, 'admin.account'>,
): Promise<ResultOf<Table, 'admin.account'>> =>
  services.runner.run({
    execute: (batch) => {
      const account = customerAccount(batch, id);
      ACTIONS[action](batch, account);
      if (action === 'release-device') {
        batch.after.push(() => services.sessions.endAll(account.id));
      }
      const row = accountRowOf(batch.state, account, batch.nowMs);
      batch.after.push(() =>
        services.events.toAdmin('account', () => ({ kind: 'account', account: row })),
      );
      return { value: row };
    },
  });
