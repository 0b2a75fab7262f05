import { CopyButton, useMessages } from '../../ui/index.ts';
import { recordMessages } from '../messages/record-messages.ts';

/** The number that people quote when they ask their bank about a payment. */
export function RrnLine({ rrn }: { readonly rrn: string }) {
  const t = useMessages(recordMessages);
  return (
    <p className="phone-rrn">
      <span>
        {t('rrn')} <b className="ui-mono">{rrn}</b>
      </span>
      <CopyButton text={rrn} label={t('copyRrn')} isCompact />
    </p>
  );
}
