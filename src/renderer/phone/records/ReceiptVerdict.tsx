import type { CheckedReceipt } from '#shared/device/account.ts';
import {
  Fact,
  FactList,
  formatCount,
  formatMoney,
  Notice,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { fullTime } from '../parts/time-texts.ts';

export interface ReceiptVerdictProps {
  readonly receipt: CheckedReceipt;
  /** Time and RRN stand beside it already. */
  readonly isBrief?: boolean | undefined;
}

/** What a genuine receipt proves, checked on this phone without the bank. */
export function ReceiptVerdict({ receipt, isBrief }: ReceiptVerdictProps) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  return (
    <div className="ui-stack">
      <Notice
        tone="good"
        title={t('genuine')}
        money={t('genuineMoney', { amount: formatMoney(receipt.amountPaise) })}
        next={t('genuineNote')}
      />
      <FactList>
        {!isBrief && <Fact label={t('when')}>{fullTime(receipt.timeMs, language)}</Fact>}
        {!isBrief && <Fact label={t('rrn')}>{receipt.rrn}</Fact>}
        <Fact label={t('entry')}>{formatCount(receipt.entry)}</Fact>
        <Fact label={t('treeSize')}>{formatCount(receipt.ledgerSize)}</Fact>
      </FactList>
    </div>
  );
}
