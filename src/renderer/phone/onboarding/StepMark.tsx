import { useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';

const TOTAL = 4;
const STEPS = Array.from({ length: TOTAL }, (_, index) => index + 1);

/** "Step 2 of 4" as four bars. */
export function StepMark({ step }: { readonly step: number }) {
  const t = useMessages(onboardingMessages);
  return (
    <div className="phone-steps" role="img" aria-label={t('step', { step, total: TOTAL })}>
      {STEPS.map((own) => (
        <i key={own} className={own <= step ? 'is-on' : undefined} />
      ))}
    </div>
  );
}
