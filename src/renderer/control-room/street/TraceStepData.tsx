import type { PaymentRow } from '#shared/protocol/payments.ts';
import { CopyButton, useMessages } from '../../ui/index.ts';
import { stepData } from '../state/step-data.ts';
import type { TraceLine } from '../state/trace.ts';
import { streetMessages } from './messages.ts';

export interface TraceStepDataProps {
  readonly line: TraceLine;
  readonly row: PaymentRow;
}

/** The bank's own record of a step, as JSON. */
export function TraceStepData({ line, row }: TraceStepDataProps) {
  const t = useMessages(streetMessages);
  const text = stepData(line.step, row);
  const isSealed = line.label === 'submitSealed' || line.label === 'relayed';
  return (
    <div className="cr-step-data">
      {isSealed && <p>{t('sealedNote')}</p>}
      <section
        className="cr-json-frame"
        aria-label={t('stepData')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take focus
        tabIndex={0}
      >
        <pre>{text}</pre>
      </section>
      <CopyButton text={text} />
    </div>
  );
}
