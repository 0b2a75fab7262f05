import type { PhoneFailure } from '#shared/device/outcome.ts';
import { normaliseMobile, normaliseVpa, VPA_HANDLE, vpaUserFrom } from '#shared/vpa.ts';
import type { PinWeakness } from './pin-rules.ts';

/** Setting up UPI on an empty phone, one question a screen. Pure: effects come back as events. */
export type OnboardingStep =
  | 'welcome'
  | 'sim'
  /** Does the bank know this number? Makes the device key meanwhile. */
  | 'binding'
  | 'account'
  | 'upi-id'
  | 'pin'
  | 'pin-again'
  | 'registering'
  /** The number has an account already: the bank's SMS binds this phone to it. */
  | 'code';

export type OnboardingProblem =
  | { readonly kind: 'name' | 'mobile' | 'vpa' | 'vpa-taken' | 'pins-differ' }
  | { readonly kind: 'weak-pin'; readonly weakness: PinWeakness }
  | { readonly kind: 'refused'; readonly failure: PhoneFailure };

/** Accounts that the simulated bank offers for a new number. */
export const OFFERED_ACCOUNTS = [
  { id: 'savings', openingBalancePaise: '1000000' },
  { id: 'salary', openingBalancePaise: '5000000' },
  { id: 'student', openingBalancePaise: '100000' },
] as const;
export type OfferedAccountId = (typeof OFFERED_ACCOUNTS)[number]['id'];

export interface OnboardingState {
  readonly step: OnboardingStep;
  readonly name: string;
  readonly mobile: string;
  readonly account: OfferedAccountId;
  readonly vpaUser: string;
  readonly pinLength: 4 | 6;
  /** Where the bank said it sent its SMS. */
  readonly sentToLastDigits: string;
  readonly problem: OnboardingProblem | undefined;
}

export type OnboardingEvent =
  | { readonly type: 'begin' }
  | { readonly type: 'back' }
  | { readonly type: 'sim-chosen'; readonly name: string; readonly mobile: string }
  | { readonly type: 'number-is-new' }
  | { readonly type: 'number-is-known'; readonly sentToLastDigits: string }
  | { readonly type: 'account-chosen'; readonly account: OfferedAccountId }
  | { readonly type: 'vpa-chosen'; readonly vpaUser: string }
  | { readonly type: 'vpa-taken' }
  | { readonly type: 'pin-length'; readonly pinLength: 4 | 6 }
  /** The PIN itself never gets here: whoever holds it says what is wrong with it. */
  | { readonly type: 'pin-entered'; readonly weakness: PinWeakness | undefined }
  | { readonly type: 'pin-repeated'; readonly isSame: boolean }
  | { readonly type: 'refused'; readonly failure: PhoneFailure };

export const firstOnboarding = (mobile: string): OnboardingState => ({
  step: 'welcome',
  name: '',
  mobile,
  account: 'savings',
  vpaUser: '',
  pinLength: 4,
  sentToLastDigits: '',
  problem: undefined,
});

const BACK: Readonly<Partial<Record<OnboardingStep, OnboardingStep>>> = {
  sim: 'welcome',
  account: 'sim',
  'upi-id': 'account',
  pin: 'upi-id',
  'pin-again': 'pin',
  code: 'sim',
};

/** Where a refusal leads: to the step whose answer can change it. */
const AFTER_REFUSAL: Readonly<Partial<Record<OnboardingStep, OnboardingStep>>> = {
  binding: 'sim',
  registering: 'upi-id',
};

const VPA_USER = /^[a-z0-9._-]{2,64}$/;

const withProblem = (
  state: OnboardingState,
  problem: OnboardingProblem,
  step: OnboardingStep = state.step,
): OnboardingState => ({ ...state, step, problem });

function chooseSim(
  state: OnboardingState,
  event: { readonly name: string; readonly mobile: string },
): OnboardingState {
  const name = event.name.trim();
  const mobile = normaliseMobile(event.mobile);
  const filled = { ...state, name, mobile: mobile ?? event.mobile };
  if (name === '' || name.length > 99) return withProblem(filled, { kind: 'name' });
  if (!mobile) return withProblem(filled, { kind: 'mobile' });
  return { ...filled, step: 'binding', vpaUser: vpaUserFrom(name) };
}

function enterPin(state: OnboardingState, weakness: PinWeakness | undefined): OnboardingState {
  return weakness
    ? withProblem(state, { kind: 'weak-pin', weakness })
    : { ...state, step: 'pin-again' };
}

const repeatPin = (state: OnboardingState, isSame: boolean): OnboardingState =>
  isSame ? { ...state, step: 'registering' } : withProblem(state, { kind: 'pins-differ' }, 'pin');

/** Events that do not fit the step (a late answer after Back) change nothing. */
export function onboarding(state: OnboardingState, event: OnboardingEvent): OnboardingState {
  const clean = { ...state, problem: undefined };
  switch (event.type) {
    case 'begin':
      return state.step === 'welcome' ? { ...clean, step: 'sim' } : state;
    case 'back': {
      const step = BACK[state.step];
      return step ? { ...clean, step } : state;
    }
    case 'sim-chosen':
      return state.step === 'sim' ? chooseSim(clean, event) : state;
    case 'number-is-new':
      return state.step === 'binding' ? { ...clean, step: 'account' } : state;
    case 'number-is-known':
      return state.step === 'binding'
        ? { ...clean, step: 'code', sentToLastDigits: event.sentToLastDigits }
        : state;
    case 'account-chosen':
      return state.step === 'account'
        ? { ...clean, account: event.account, step: 'upi-id' }
        : state;
    case 'vpa-chosen': {
      if (state.step !== 'upi-id') return state;
      const vpaUser = normaliseVpa(event.vpaUser);
      const filled = { ...clean, vpaUser };
      return VPA_USER.test(vpaUser)
        ? { ...filled, step: 'pin' }
        : withProblem(filled, { kind: 'vpa' });
    }
    case 'vpa-taken':
      return state.step === 'pin' || state.step === 'pin-again'
        ? withProblem(clean, { kind: 'vpa-taken' }, 'upi-id')
        : state;
    case 'pin-length':
      return state.step === 'pin' ? { ...clean, pinLength: event.pinLength } : state;
    case 'pin-entered':
      return state.step === 'pin' ? enterPin(clean, event.weakness) : state;
    case 'pin-repeated':
      return state.step === 'pin-again' ? repeatPin(clean, event.isSame) : state;
    case 'refused': {
      const step = AFTER_REFUSAL[state.step] ?? state.step;
      return withProblem(clean, { kind: 'refused', failure: event.failure }, step);
    }
  }
}

export const vpaOf = (state: OnboardingState): string => `${state.vpaUser}@${VPA_HANDLE}`;

export const openingBalanceOf = (state: OnboardingState): string =>
  OFFERED_ACCOUNTS.find((account) => account.id === state.account)?.openingBalancePaise ?? '0';
