import { ChevronRight, GraduationCap, Landmark, PiggyBank } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatMoney, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { spokenMobile } from '../parts/time-texts.ts';
import { OFFERED_ACCOUNTS, type OfferedAccountId } from '../state/onboarding.ts';
import type { StepProps } from './Onboarding.tsx';
import { StepMark } from './StepMark.tsx';

const LOOKS = {
  savings: { text: 'accountSavings', icon: <PiggyBank /> },
  salary: { text: 'accountSalary', icon: <Landmark /> },
  student: { text: 'accountStudent', icon: <GraduationCap /> },
} as const satisfies Readonly<Record<OfferedAccountId, { text: string; icon: ReactNode }>>;

export function AccountStep({ state, dispatch }: StepProps) {
  const t = useMessages(onboardingMessages);
  return (
    <Screen title={t('accountTitle')} onBack={() => dispatch({ type: 'back' })}>
      <StepMark step={2} />
      <p className="phone-lead">{t('accountNote', { mobile: spokenMobile(state.mobile) })}</p>
      <ul className="phone-choices">
        {OFFERED_ACCOUNTS.map(({ id, openingBalancePaise }) => (
          <li key={id}>
            <button type="button" onClick={() => dispatch({ type: 'account-chosen', account: id })}>
              <span aria-hidden="true">{LOOKS[id].icon}</span>
              <span>
                <strong>{t(LOOKS[id].text)}</strong>
                <small>{t('accountOpening', { amount: formatMoney(openingBalancePaise) })}</small>
              </span>
              <ChevronRight aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
