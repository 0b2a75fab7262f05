import { expect, test } from 'vitest';
import { homeMessages } from '../../../../src/renderer/phone/messages/home-messages.ts';
import { onboardingMessages } from '../../../../src/renderer/phone/messages/onboarding-messages.ts';
import { payingMessages } from '../../../../src/renderer/phone/messages/paying-messages.ts';
import { recordMessages } from '../../../../src/renderer/phone/messages/record-messages.ts';
import { scannerMessages } from '../../../../src/renderer/phone/messages/scanner-messages.ts';
import { catalogueProblems } from '../../../../src/renderer/ui/i18n/messages.ts';

test('every text of the phone exists in both languages, with the same places to fill in', () => {
  expect([
    ...catalogueProblems(homeMessages),
    ...catalogueProblems(onboardingMessages),
    ...catalogueProblems(payingMessages),
    ...catalogueProblems(recordMessages),
    ...catalogueProblems(scannerMessages),
  ]).toEqual([]);
});
