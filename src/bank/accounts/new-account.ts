import { EQUITY_ACCOUNT, txnIdFrom } from '#shared/ids.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { isVpa, normaliseVpa, VPA_HANDLE, vpaUserFrom } from '#shared/vpa.ts';
import type { RandomBytes } from '../core.ts';
import { recordMovement } from '../payments/records.ts';
import type { BankServices } from '../services.ts';
import { addAccount, type BankState, systemAccount } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Account, PaymentRecord } from '../state/entities.ts';

/** Numbers tried behind a name before random ones. */
const SMALL_SUFFIXES = 9;
const RANDOM_SUFFIX_LIMIT = 100_000_000;
const RANDOM_TRIES = 20;

const taken = (vpa: string) =>
  refusal('U10', `The UPI ID ${vpa} is taken. Nothing was registered. Choose another one.`);

/**
 * The wanted UPI ID, or one made from the name with a number behind it when the plain one is taken.
 * @throws RpcError U10 when the wanted one is taken or belongs to another bank's handle
 */
export function chooseVpa(
  state: BankState,
  randomBytes: RandomBytes,
  name: string,
  wanted: string | undefined,
): string {
  if (wanted !== undefined) {
    const vpa = normaliseVpa(wanted);
    if (!isVpa(vpa) || !vpa.endsWith(`@${VPA_HANDLE}`)) {
      throw refusal('U10', `A UPI ID of this bank ends in @${VPA_HANDLE}. Nothing was registered.`);
    }
    if (state.accountByVpa.has(vpa)) throw taken(vpa);
    return vpa;
  }
  const user = vpaUserFrom(name);
  for (let tries = 1; tries <= SMALL_SUFFIXES + RANDOM_TRIES; tries++) {
    const random = Buffer.from(randomBytes(4)).readUInt32BE() % RANDOM_SUFFIX_LIMIT;
    const suffix = tries === 1 ? '' : tries <= SMALL_SUFFIXES ? tries : random;
    const vpa = `${user}${suffix}@${VPA_HANDLE}`;
    if (!state.accountByVpa.has(vpa)) return vpa;
  }
  throw taken(`${user}@${VPA_HANDLE}`);
}

/** @throws RpcError when the bank is full or the opening balance above the setting */
export function checkOpening({ state, bounds }: BankServices, openingPaise: number): void {
  if (state.accounts.size >= bounds.accountsMax) {
    throw refusal('U80', `This bank holds at most ${bounds.accountsMax} accounts.`);
  }
  const { openingBalanceMaxPaise, balanceMaxPaise } = state.settings;
  const max = Math.min(openingBalanceMaxPaise, balanceMaxPaise);
  if (openingPaise > max) {
    throw refusal(
      'U10',
      `An opening balance is at most ${max / 100} rupees. Nothing was registered.`,
    );
  }
}

type NewAccount = Pick<Account, 'id' | 'kind' | 'name' | 'vpa' | 'isSimulated'>;

/** Adds an account without money. */
export function openAccount(batch: Batch, fields: NewAccount): Account {
  const account: Account = {
    ...fields,
    createdMs: batch.timeMs,
    state: 'active',
    balancePaise: 0,
    day: 0,
    sentPaise: 0,
    sentCount: 0,
    receivedPaise: 0,
    receivedCount: 0,
    coolingUntilMs: 0,
    coolingSentPaise: 0,
    lastRecord: 0,
  };
  batch.accounts.add(account, addAccount(batch.state, account));
  return account;
}

/** The opening balance comes out of the bank's equity. Undefined when there is none. */
export function creditOpening(
  batch: Batch,
  randomBytes: RandomBytes,
  account: Account,
  amountPaise: number,
): PaymentRecord | undefined {
  if (amountPaise === 0) return undefined;
  return recordMovement(batch, {
    txnId: txnIdFrom(randomBytes(16), batch.timeMs),
    type: 'opening',
    payer: systemAccount(batch.state, EQUITY_ACCOUNT),
    payee: account,
    amountPaise,
  });
}
