import type { PaymentRow } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import { Tag, type Tone, useMessages } from '../../ui/index.ts';
import { streetMessages } from './messages.ts';

const TONES: Readonly<Record<PaymentRow['status'], Tone>> = {
  SUCCESS: 'good',
  FAILURE: 'bad',
  PENDING: 'wait',
  DEEMED: 'wait',
  REVERSED: 'wait',
};

/** "00 paid", "ZM Invalid MPIN": NPCI's code with its own short text for a decline. */
export function PaymentTag({ row }: { readonly row: Pick<PaymentRow, 'code' | 'status'> }) {
  const t = useMessages(streetMessages);
  const { code, status } = row;
  const words: Readonly<Record<PaymentRow['status'], string>> = {
    SUCCESS: t('paid'),
    FAILURE: RESPONSE_CODES[code].meaning,
    PENDING: t('pending'),
    DEEMED: t('deemed'),
    REVERSED: t('reversed'),
  };
  return (
    <Tag tone={TONES[status]}>
      {code} {words[status]}
    </Tag>
  );
}
