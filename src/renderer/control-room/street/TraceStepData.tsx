import { CopyButton, useMessages } from '../../ui/index.ts';
import type { TraceLine } from '../state/trace.ts';
import { streetMessages } from './messages.ts';

/** The bank's own record of a step, as JSON. */
export function TraceStepData({ line }: { readonly line: TraceLine }) {
  const t = useMessages(streetMessages);
  const text = JSON.stringify(line.step, null, 2);
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
