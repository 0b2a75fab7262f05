import type { ResponseCode } from './response-codes.ts';

/**
 * Faults on demand: what may be made to go wrong in the network, off by default. `codes` are those
 * a fault of this kind can answer with, the first one unless it says otherwise; `parameter` is the
 * one it needs besides.
 *
 * - answered with a code, no money moves: `debit-timeout`, `remitter-offline`,
 *   `beneficiary-offline`, `hsm-down`, `throttle` (the payment id is not used up),
 *   `internal-exception`, `risk`, `decline`
 * - the payer is debited into SUSPENSE and the payment is PENDING or DEEMED until it ends by itself:
 *   `pending` and `deemed` reach the payee, `credit-timeout`, `credit-failed` and
 *   `reversal-timeout` are given back (REVERSED)
 * - `slow` answers late, `drop-reply` commits and never answers, `clock-skew` sets the bank's clock
 *   wrong
 */
export const FAULT_KINDS = {
  'debit-timeout': { codes: ['U67'], parameter: undefined },
  'credit-timeout': { codes: ['U68'], parameter: undefined },
  'credit-failed': { codes: ['U31'], parameter: undefined },
  'reversal-timeout': { codes: ['RR'], parameter: undefined },
  pending: { codes: ['01'], parameter: undefined },
  deemed: { codes: ['RB', '96'], parameter: undefined },
  'remitter-offline': { codes: ['XY', 'U28', 'UT'], parameter: undefined },
  'beneficiary-offline': { codes: ['Y1', 'U78', 'BT'], parameter: undefined },
  'hsm-down': { codes: ['HS'], parameter: undefined },
  throttle: { codes: ['U80', 'U86', 'U89', 'U94'], parameter: undefined },
  'internal-exception': { codes: ['IR', 'UB'], parameter: undefined },
  risk: { codes: ['K1', 'ZI', 'U16'], parameter: undefined },
  decline: {
    codes: ['U30', 'U02', 'U03', 'U09', 'U77', 'U92', 'U93', 'B1', 'B3', 'UP1'],
    parameter: undefined,
  },
  slow: { codes: [], parameter: 'latencyMs' },
  'drop-reply': { codes: [], parameter: undefined },
  'clock-skew': { codes: [], parameter: 'skewMs' },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly codes: readonly ResponseCode[];
      readonly parameter: 'latencyMs' | 'skewMs' | undefined;
    }
  >
>;

export type FaultKind = keyof typeof FAULT_KINDS;
export const faultKinds = Object.keys(FAULT_KINDS) as FaultKind[];

export const FAULTS_MAX = 32;
/** Longest that a `slow` fault holds an answer back. */
export const LATENCY_MAX_MS = 60_000;
/** Furthest that `clock-skew` sets the bank's clock forward or back. */
export const SKEW_MAX_MS = 3_600_000;
