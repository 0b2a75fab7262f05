import type { ChargeOrder } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import { formatMoney, Receipt, ReceiptLine, useLanguage, useMessages } from '../../ui/index.ts';
import { posMessages } from '../messages.ts';

export interface PosReceiptProps {
  readonly shop: PosState;
  readonly order: ChargeOrder;
  readonly onTear: () => void;
}

/** What the printer gives out for a paid order. */
export function PosReceipt({ shop, order, onTear }: PosReceiptProps) {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const when = new Intl.DateTimeFormat(language === 'hi' ? 'hi-IN' : 'en-IN', {
    dateStyle: 'short',
    timeStyle: 'short',
    hour12: false,
  });
  return (
    <Receipt onTear={onTear}>
      <ReceiptLine label={shop.name} isStrong isCentred />
      <ReceiptLine label={when.format(order.createdMs)} isCentred />
      <ReceiptLine
        label={t('receiptTitle')}
        value={formatMoney(Number(order.amountPaise))}
        isStrong
      />
      {order.payerName && <ReceiptLine label={t('paidBy', { name: order.payerName })} />}
      {order.rrn && <ReceiptLine label={t('rrn', { rrn: order.rrn })} />}
      {order.ledger && (
        <ReceiptLine
          label={t('receiptEntry', { entry: order.ledger.entry, block: order.ledger.block })}
        />
      )}
      <ReceiptLine label={t('receiptFoot')} isCentred />
    </Receipt>
  );
}
