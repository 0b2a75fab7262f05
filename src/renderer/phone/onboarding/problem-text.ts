import { failureSentence } from '#shared/device/outcome.ts';
import type { Language, Translate } from '../../ui/index.ts';
import type { onboardingMessages } from '../messages/onboarding-messages.ts';
import type { OnboardingProblem } from '../state/onboarding.ts';
import type { PinWeakness } from '../state/pin-rules.ts';

type T = Translate<(typeof onboardingMessages)['en']>;

const WEAKNESS_KEYS = {
  length: 'weakLength',
  'same-digit': 'weakSameDigit',
  sequence: 'weakSequence',
  repeated: 'weakRepeated',
  year: 'weakYear',
  mobile: 'weakMobile',
  'keypad-line': 'weakKeypad',
} as const satisfies Readonly<Record<PinWeakness, string>>;

const PROBLEM_KEYS = {
  name: 'nameProblem',
  mobile: 'mobileProblem',
  vpa: 'vpaProblem',
  'vpa-taken': 'vpaTaken',
  'pins-differ': 'pinsDiffer',
} as const;

export const weaknessText = (t: T, weakness: PinWeakness): string => t(WEAKNESS_KEYS[weakness]);

/** What is wrong, in the window's language; undefined for nothing. */
export function problemText(
  t: T,
  problem: OnboardingProblem | undefined,
  language: Language,
): string | undefined {
  if (!problem) return undefined;
  if (problem.kind === 'weak-pin') return weaknessText(t, problem.weakness);
  if (problem.kind === 'refused') return failureSentence(problem.failure)[language];
  return t(PROBLEM_KEYS[problem.kind]);
}
