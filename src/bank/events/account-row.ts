import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import { hasBoundDevice } from '../accounts/devices.ts';
import { restrictionKind } from '../collects/restrictions.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Account } from '../state/entities.ts';
import { BANK_ITSELF } from '../state/restriction-book.ts';

/** An account as administrators see it: no secrets. */
export function accountRowOf(state: BankState, account: Account, nowMs: number): AccountRow {
  const user = state.users.get(account.id);
  const merchant = state.merchants.get(account.id);
  const upiIdState = restrictionKind(state, BANK_ITSELF, account.id);
  const isLocked = user !== undefined && user.pinLockedUntilMs > nowMs;
  return {
    id: account.id,
    kind: account.kind,
    name: account.name,
    vpa: account.vpa,
    ...(user ? { mobile: user.mobile, mmid: user.mmid } : {}),
    ...(merchant ? { vmid: merchant.vmid, port: merchant.port } : {}),
    balancePaise: String(account.balancePaise),
    state: account.state,
    ...(upiIdState ? { upiIdState } : {}),
    ...(user ? { hasPhone: hasBoundDevice(state, account.id) } : {}),
    ...(isLocked ? { pinLockedUntilMs: user.pinLockedUntilMs } : {}),
    isSimulated: account.isSimulated,
    createdMs: account.createdMs,
  };
}
