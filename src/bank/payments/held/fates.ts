import { txnIdFrom } from '#shared/ids.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import type { BankSettings } from '#shared/settings.ts';
import { sha256 } from '../../ledger/hash-text.ts';
import type { PaymentRecord } from '../../state/entities.ts';

interface Verdict {
  readonly status: PaymentRecord['status'];
  readonly code: ResponseCode;
}

/** What becomes of a payment whose money waits in SUSPENSE. */
export interface Fate {
  /** As long as it waits. */
  readonly now: Verdict;
  /** The entry that ends it: `release` pays the payee, `reversal` gives the money back. */
  readonly end: 'release' | 'reversal';
  readonly done: Verdict;
  /** The setting that says how many seconds it waits. */
  readonly wait: keyof Pick<BankSettings, 'pendingSeconds' | 'reversalSeconds' | 'deemedSeconds'>;
}

const PENDING: Verdict = { status: 'PENDING', code: '01' };
const PAID: Verdict = { status: 'SUCCESS', code: '00' };

/** By the code of the hold's record: all that is stored, so a restart finds it again. */
export const FATES = {
  '01': { now: PENDING, end: 'release', done: PAID, wait: 'pendingSeconds' },
  U68: {
    now: PENDING,
    end: 'reversal',
    done: { status: 'REVERSED', code: 'U68' },
    wait: 'reversalSeconds',
  },
  U31: {
    now: PENDING,
    end: 'reversal',
    done: { status: 'REVERSED', code: 'U31' },
    wait: 'reversalSeconds',
  },
  RR: {
    now: { status: 'PENDING', code: 'RR' },
    end: 'reversal',
    done: { status: 'REVERSED', code: 'U34' },
    wait: 'deemedSeconds',
  },
  RB: { now: { status: 'DEEMED', code: 'RB' }, end: 'release', done: PAID, wait: 'deemedSeconds' },
  '96': {
    now: { status: 'DEEMED', code: '96' },
    end: 'release',
    done: PAID,
    wait: 'deemedSeconds',
  },
} as const satisfies Partial<Readonly<Record<ResponseCode, Fate>>>;

export type FateCode = keyof typeof FATES;

export const isFateCode = (code: string): code is FateCode => Object.hasOwn(FATES, code);

/** @throws Error for a hold that this program did not make */
export function fateOf({ code, txnId }: Pick<PaymentRecord, 'code' | 'txnId'>): Fate {
  if (!isFateCode(code)) throw new Error(`the hold of ${txnId} has no fate`);
  return FATES[code];
}

/** The record with the status and code that people hear while it waits. */
export const standingOf = (record: PaymentRecord): PaymentRecord =>
  record.type === 'hold' ? { ...record, ...fateOf(record).now } : record;

/** The record with how it ended, and where in the ledger. */
export const endedOf = (hold: PaymentRecord, ending: PaymentRecord): PaymentRecord => {
  const { entry, leaf, block } = ending;
  return { ...hold, ...fateOf(hold).done, entry, leaf, block };
};

/**
 * Id of the entry that ends the hold of a payment. It follows from the payment's own, so that the
 * store's unique ids alone keep a hold from ending the same way twice.
 */
export const endingIdOf = (txnId: string): string =>
  txnIdFrom(sha256(`upi-sim/ending/v1\0${txnId}`));
