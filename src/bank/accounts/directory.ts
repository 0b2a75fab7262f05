import type { ParamsOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { DirectoryEntry, publicMethods } from '#shared/protocol/public-methods.ts';
import { normaliseVpa } from '#shared/vpa.ts';
import type { MerchantRecord } from '../core.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Account, Merchant } from '../state/entities.ts';
import { certificateOf } from './register-merchant.ts';

const PERSON_MCC = '0000';

const merchantEntry = (state: BankState, account: Account, merchant: Merchant): DirectoryEntry => ({
  kind: 'merchant',
  vpa: account.vpa,
  name: account.name,
  mcc: merchant.mcc,
  merchant: {
    mid: merchant.mid,
    vmid: merchant.vmid,
    host: merchant.host,
    port: merchant.port,
    isOnline: state.onlineTerminals.has(merchant.vmid),
    certificate: certificateOf(state, merchant),
  },
});

function findAccount(
  state: BankState,
  query: ParamsOf<typeof publicMethods, 'directory.lookup'>,
): Account {
  if ('vpa' in query) {
    const account = state.accountByVpa.get(normaliseVpa(query.vpa));
    if (account) return account;
    throw refusal('ZH', `There is no UPI ID ${query.vpa}. Check it and try again.`);
  }
  if ('vmid' in query) {
    const merchant = state.merchantByVmid.get(query.vmid);
    const account = merchant && state.accounts.get(merchant.mid);
    if (account) return account;
    throw refusal('X7', `There is no UPI machine ${query.vmid}. Check the code and try again.`);
  }
  const user = state.userByMobile.get(query.mobile);
  const account = user && state.accounts.get(user.uid);
  if (account) return account;
  throw refusal('ZH', 'No UPI ID is registered with this mobile number.');
}

/** @throws RpcError ZH or X7 when there is nobody of that name */
export function lookUp(
  state: BankState,
  query: ParamsOf<typeof publicMethods, 'directory.lookup'>,
): DirectoryEntry {
  const account = findAccount(state, query);
  const merchant = state.merchants.get(account.id);
  if (merchant) return merchantEntry(state, account, merchant);
  return { kind: 'person', vpa: account.vpa, name: account.name, mcc: PERSON_MCC };
}

export function merchantRecord(state: BankState, vmid: string): MerchantRecord | undefined {
  const merchant = state.merchantByVmid.get(vmid);
  const account = merchant && state.accounts.get(merchant.mid);
  if (!account) return undefined;
  return {
    mid: merchant.mid,
    vmid,
    vpa: account.vpa,
    name: account.name,
    port: merchant.port,
    publicKey: merchant.publicKey,
    certificate: certificateOf(state, merchant),
  };
}
