import type { ResponseCode } from '#shared/response-codes.ts';
import { SCENARIO_NAMES, type ScenarioName } from '#shared/stress-options.ts';

/**
 * What a simulated user tries and what the bank must answer. Every reply is held against this
 * table: another answer is an error of the run, not a statistic.
 */
export interface Scenario {
  readonly title: string;
  /** `result`: a durable answer with this code. `refusal`: an error that consumes nothing. */
  readonly expects: { readonly kind: 'result' | 'refusal'; readonly code: ResponseCode };
  readonly amountPaise: 'normal' | 'above-balance' | 'above-limit';
  readonly pin: 'right' | 'wrong';
  readonly payee: 'known' | 'unknown';
  /** What happens to the message after it was signed. */
  readonly twist: 'none' | 'edit-amount' | 'send-twice' | 'resubmit-in-new-session';
}

const plain: Scenario = {
  title: 'Pays with the right PIN',
  expects: { kind: 'result', code: '00' },
  amountPaise: 'normal',
  pin: 'right',
  payee: 'known',
  twist: 'none',
};

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  success: plain,
  'wrong-pin': {
    ...plain,
    title: 'Types a wrong PIN',
    pin: 'wrong',
    expects: { kind: 'result', code: 'ZM' },
  },
  insufficient: {
    ...plain,
    title: 'Pays more than the account holds',
    amountPaise: 'above-balance',
    expects: { kind: 'result', code: 'Z9' },
  },
  replayed: {
    ...plain,
    title: 'The same message is sent again by somebody who recorded it',
    twist: 'send-twice',
  },
  tampered: {
    ...plain,
    title: 'The amount is changed on the way',
    twist: 'edit-amount',
    expects: { kind: 'refusal', code: 'U15' },
  },
  duplicate: {
    ...plain,
    title: 'The answer is lost and the phone asks again with the same id in a new session',
    twist: 'resubmit-in-new-session',
  },
  'over-limit': {
    ...plain,
    title: 'Pays more than one payment may move',
    amountPaise: 'above-limit',
    expects: { kind: 'result', code: 'Z8' },
  },
  'unknown-payee': {
    ...plain,
    title: 'Pays a UPI ID that does not exist',
    payee: 'unknown',
    expects: { kind: 'result', code: 'ZH' },
  },
};

/** What a plain payment moves, and what every simulated user starts with. */
export const NORMAL_PAISE = 2_000;
export const OPENING_BALANCE_PAISE = 50_000;
/** More than the opening balance, below every limit. */
export const ABOVE_BALANCE_PAISE = 90_000;

/**
 * The scenario of the n-th payment: weights are kept exactly over every `resolution` payments, so
 * that a third is a third and not about a third.
 */
export function scenarioPicker(
  mix: Partial<Record<ScenarioName, number>>,
): (index: number) => ScenarioName {
  const entries = SCENARIO_NAMES.map((name) => [name, mix[name] ?? 0] as const).filter(
    ([, weight]) => weight > 0,
  );
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const credit = entries.map(() => 0);
  const pattern: ScenarioName[] = [];
  const resolution = Math.min(Math.ceil(total) * 8, 1_024);
  for (let step = 0; step < resolution; step++) {
    let best = 0;
    for (const [index, [, weight]] of entries.entries()) {
      credit[index] = (credit[index] ?? 0) + weight;
      if ((credit[index] ?? 0) > (credit[best] ?? 0)) best = index;
    }
    credit[best] = (credit[best] ?? 0) - total;
    const chosen = entries[best]?.[0];
    if (chosen) pattern.push(chosen);
  }
  return (index) => pattern[index % pattern.length] ?? 'success';
}
