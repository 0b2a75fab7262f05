import { normaliseMobile, normaliseVpa, VPA_HANDLE, vpaUserFrom } from '#shared/vpa.ts';
import { type PinWeakness, pinWeakness } from './pin-rules.ts';

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
  /** A sentence of the bank or the host, shown as it is. */
  | { readonly kind: 'refused'; readonly message: string };

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
  /** First entry, held only until the account is registered. */
  readonly pin: string;
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
  | { readonly type: 'pin-entered'; readonly pin: string }
  | { readonly type: 'refused'; readonly message: string };

export const firstOnboarding = (mobile: string): OnboardingState => ({
  step: 'welcome',
  name: '',
  mobile,
  account: 'savings',
  vpaUser: '',
  pinLength: 4,
  pin: '',
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

function enterPin(state: OnboardingState, pin: string): OnboardingState {
  if (state.step === 'pin-again') {
    return pin === state.pin
      ? { ...state, step: 'registering' }
      : withProblem({ ...state, pin: '' }, { kind: 'pins-differ' }, 'pin');
  }
  const weakness = pinWeakness(pin, state.mobile);
  return weakness
    ? withProblem(state, { kind: 'weak-pin', weakness })
    : { ...state, pin, step: 'pin-again' };
}

/** Events that do not fit the step (a late answer after Back) change nothing. */
export function onboarding(state: OnboardingState, event: OnboardingEvent): OnboardingState {
  const clean = { ...state, problem: undefined };
  switch (event.type) {
    case 'begin':
      return state.step === 'welcome' ? { ...clean, step: 'sim' } : state;
    case 'back': {
      const step = BACK[state.step];
      return step ? { ...clean, step, pin: '' } : state;
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
        ? { ...filled, step: 'pin', pin: '' }
        : withProblem(filled, { kind: 'vpa' });
    }
    case 'vpa-taken':
      return state.step === 'pin' ? withProblem(clean, { kind: 'vpa-taken' }, 'upi-id') : state;
    case 'pin-length':
      return state.step === 'pin' ? { ...clean, pinLength: event.pinLength, pin: '' } : state;
    case 'pin-entered':
      return state.step === 'pin' || state.step === 'pin-again'
        ? enterPin(clean, event.pin)
        : state;
    case 'refused': {
      const step = AFTER_REFUSAL[state.step] ?? state.step;
      return withProblem({ ...clean, pin: '' }, { kind: 'refused', message: event.message }, step);
    }
  }
}

export const vpaOf = (state: OnboardingState): string => `${state.vpaUser}@${VPA_HANDLE}`;

export const openingBalanceOf = (state: OnboardingState): string =>
  OFFERED_ACCOUNTS.find((account) => account.id === state.account)?.openingBalancePaise ?? '0';
