import { toBase64Url, toHex } from '#shared/bytes.ts';
import type { BankInfo } from '#shared/protocol/public-methods.ts';
import type { BankCore } from '../core.ts';
import type { BankServices } from '../services.ts';

export const bankInfo = ({ identity, ledger, state, nowMs }: BankServices): BankInfo => ({
  bankId: identity.bankId,
  protocol: 'upi-sim/1',
  timeMs: nowMs(),
  exchangeKey: toBase64Url(identity.exchangePublicKey),
  certificationKey: toBase64Url(identity.certification.publicKey),
  ledgerVerifierKey: ledger.verifierKey,
  openingBalanceMaxPaise: String(state.settings.openingBalanceMaxPaise),
});

/** @param sumPaise signed sum over all accounts; 0 when money is conserved */
export const healthOf = (
  services: BankServices,
  sumPaise: number,
): ReturnType<BankCore['health']> => {
  const { state, ledger, sessions, meter, store, nowMs, startedMs } = services;
  return {
    timeMs: nowMs(),
    startedMs,
    sessions: sessions.size,
    accounts: state.accounts.size,
    entries: state.book.entryCount,
    blocks: state.book.lastBlock?.height ?? 0,
    ...meter.read(),
    databaseBytes: store.sizeBytes(),
    sumPaise: String(sumPaise),
    ledgerSize: ledger.size,
    ledgerRoot: toHex(ledger.root),
    checkpoint: ledger.checkpoint,
  };
};
