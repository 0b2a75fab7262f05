import { describe, expect, test } from 'vitest';
import {
  firstOnboarding,
  type OnboardingEvent,
  type OnboardingState,
  onboarding,
  openingBalanceOf,
  vpaOf,
} from '../../../../src/renderer/phone/state/onboarding.ts';

const MOBILE = '9876501234';
const failure = { kind: 'refused', detail: 'This UPI ID is taken.' } as const;
const play = (events: readonly OnboardingEvent[], from = firstOnboarding(MOBILE)) =>
  events.reduce(onboarding, from);

const named: OnboardingEvent = {
  type: 'sim-chosen',
  name: ' Asha Rao ',
  mobile: '+91 98765 01234',
};
const untilPin: readonly OnboardingEvent[] = [
  { type: 'begin' },
  named,
  { type: 'number-is-new' },
  { type: 'account-chosen', account: 'salary' },
  { type: 'vpa-chosen', vpaUser: 'Asha.Rao' },
];

test('a new number: SIM, account, UPI ID, PIN twice, registration', () => {
  const state = play([
    ...untilPin,
    { type: 'pin-entered', weakness: undefined },
    { type: 'pin-repeated', isSame: true },
  ]);
  expect(state).toMatchObject({
    step: 'registering',
    name: 'Asha Rao',
    mobile: MOBILE,
  });
  expect(vpaOf(state)).toBe('asha.rao@upisim');
  expect(openingBalanceOf(state)).toBe('5000000');
});

test('a UPI ID is offered from the name', () => {
  expect(play([{ type: 'begin' }, named]).vpaUser).toBe('asharao');
});

test('a known number goes to the bank’s SMS instead', () => {
  const state = play([
    { type: 'begin' },
    named,
    { type: 'number-is-known', sentToLastDigits: '1234' },
  ]);
  expect(state).toMatchObject({ step: 'code', sentToLastDigits: '1234' });
  expect(play([{ type: 'back' }], state).step).toBe('sim');
});

describe('wrong answers keep the step and say why', () => {
  test.each([
    [{ type: 'sim-chosen', name: '', mobile: MOBILE }, 'name'],
    [{ type: 'sim-chosen', name: 'x'.repeat(100), mobile: MOBILE }, 'name'],
    [{ type: 'sim-chosen', name: 'Asha', mobile: '12345' }, 'mobile'],
    [{ type: 'sim-chosen', name: 'Asha', mobile: '5876501234' }, 'mobile'],
  ] as const)('%o', (event, kind) => {
    const state = play([{ type: 'begin' }, event]);
    expect(state.step).toBe('sim');
    expect(state.problem).toEqual({ kind });
  });

  test.each(['', 'a', 'asha rao', 'asha@upisim', 'आशा'])('UPI ID "%s"', (vpaUser) => {
    const state = play([...untilPin.slice(0, 4), { type: 'vpa-chosen', vpaUser }]);
    expect(state).toMatchObject({ step: 'upi-id', problem: { kind: 'vpa' } });
  });

  test('a weak PIN is refused with the reason, a second one that differs starts over', () => {
    const weak = play([...untilPin, { type: 'pin-entered', weakness: 'sequence' }]);
    expect(weak).toMatchObject({
      step: 'pin',
      problem: { kind: 'weak-pin', weakness: 'sequence' },
    });
    const differs = play(
      [
        { type: 'pin-entered', weakness: undefined },
        { type: 'pin-repeated', isSame: false },
      ],
      weak,
    );
    expect(differs).toMatchObject({ step: 'pin', problem: { kind: 'pins-differ' } });
  });

  test('a refusal of the bank leads to the step that can change it', () => {
    const registering = play([
      ...untilPin,
      { type: 'pin-entered', weakness: undefined },
      { type: 'pin-repeated', isSame: true },
      { type: 'refused', failure },
    ]);
    expect(registering).toMatchObject({
      step: 'upi-id',
      problem: { kind: 'refused', failure },
    });
    const bound = play([{ type: 'begin' }, named, { type: 'refused', failure }]);
    expect(bound.step).toBe('sim');
  });
});

test('late answers change nothing', () => {
  const start = firstOnboarding(MOBILE);
  const late: readonly OnboardingEvent[] = [
    { type: 'number-is-new' },
    { type: 'vpa-taken' },
    { type: 'pin-entered', weakness: undefined },
    { type: 'pin-repeated', isSame: true },
    { type: 'back' },
  ];
  for (const event of late) expect(onboarding(start, event)).toBe(start);
});

test('back walks the whole way', () => {
  let state: OnboardingState = play([...untilPin, { type: 'pin-entered', weakness: undefined }]);
  const steps: string[] = [];
  while (state.step !== 'welcome') {
    state = onboarding(state, { type: 'back' });
    steps.push(state.step);
  }
  expect(steps).toEqual(['pin', 'upi-id', 'account', 'sim', 'welcome']);
});
