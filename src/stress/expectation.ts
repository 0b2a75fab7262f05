import type { ResponseCode } from '#shared/response-codes.ts';
import type { Scenario } from './scenarios.ts';

/** What the engine itself books for one simulated account, to know what the bank must answer. */
export interface ExpectedAccount {
  balancePaise: number;
  /** Wrong PINs in a row; at the bank's limit the account is locked for longer than any run. */
  wrongPins: number;
}

export interface ExpectationRules {
  readonly pinTriesMax: number;
  readonly route: 'direct' | 'terminal';
}

/**
 * The code that this try must get: the scenario's own, unless the account's past says otherwise
 * (locked by wrong PINs, emptied by payments). Books the outcome.
 */
export function expectCode(
  scenario: Scenario,
  amountPaise: number,
  account: ExpectedAccount,
  rules: ExpectationRules,
): ResponseCode {
  const { kind, code } = scenario.expects;
  if (kind === 'refusal') return code;
  if (account.wrongPins >= rules.pinTriesMax) return 'Z6';
  if (scenario.pin === 'wrong') {
    account.wrongPins += 1;
    return account.wrongPins >= rules.pinTriesMax ? 'Z6' : code;
  }
  account.wrongPins = 0;
  // A terminal's payment for somebody else is refused before the payee is looked up.
  if (scenario.payee === 'unknown' && rules.route === 'terminal') return 'X6';
  if (code !== '00') return code;
  if (account.balancePaise < amountPaise) return 'Z9';
  account.balancePaise -= amountPaise;
  return code;
}
