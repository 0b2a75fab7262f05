import { BadgeCheck, Download, Share2 } from 'lucide-react';
import { type FailureKind, failureSentence } from '#shared/device/outcome.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { Button, Notice, useAnnounce, useLanguage, useMessages } from '../../ui/index.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { useSaveFile } from '../parts/use-save-file.ts';
import { isCredit } from '../state/payment-facts.ts';
import { drawReceipt } from './draw-receipt.ts';
import { ReceiptVerdict } from './ReceiptVerdict.tsx';
import { useReceipt } from './use-receipt.ts';

const FAILURE_TITLES: Readonly<Partial<Record<FailureKind, 'forged' | 'unavailable'>>> = {
  'not-genuine': 'forged',
  unreachable: 'unavailable',
};

/** The words and colour of how it ended. */
export function useStatusText(): (row: PaymentRow) => string {
  const t = useMessages(recordMessages);
  return (row) => {
    if (row.status === 'SUCCESS') return isCredit(row) ? t('statusReceived') : t('statusPaid');
    if (row.status === 'FAILURE') return t('statusFailed');
    return t(
      row.status === 'PENDING' ? 'pending' : row.status === 'DEEMED' ? 'deemed' : 'reversed',
    );
  };
}

/** Share it, save its proof, check it. */
export function ReceiptActions({ row }: { readonly row: PaymentRow }) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  const { receipt, failure, isBusy, read } = useReceipt(row.txnId);
  const saveFile = useSaveFile();
  const statusText = useStatusText();
  const announce = useAnnounce();
  const check = async () => {
    const checked = await read();
    if (checked) announce(`${t('genuine')}. ${t('genuineNote')}`);
  };
  const share = async () => {
    const picture = await drawReceipt({
      row,
      language,
      status: statusText(row),
      words: {
        head: t('receiptHead'),
        foot: t('receiptFoot'),
        payer: t('payer'),
        payee: t('payee'),
        bank: t('bank'),
        when: t('when'),
        rrn: t('rrn'),
        note: t('note'),
      },
    });
    await saveFile(`receipt ${row.rrn || row.txnId}.png`, picture);
  };
  const saveProof = async () => {
    const checked = receipt ?? (await read());
    if (!checked) return;
    const proof = new Blob([checked.text], { type: 'text/plain' });
    await saveFile(`receipt ${row.rrn || row.txnId}.tlog-proof`, proof);
  };
  return (
    <>
      <div className="phone-receipt-actions">
        <Button icon={<Share2 />} onClick={() => void share()}>
          {t('share')}
        </Button>
        <Button icon={<Download />} isBusy={isBusy} onClick={() => void saveProof()}>
          {t('saveProof')}
        </Button>
        <Button icon={<BadgeCheck />} isBusy={isBusy} onClick={() => void check()}>
          {t('check')}
        </Button>
      </div>
      {receipt && <ReceiptVerdict receipt={receipt} isBrief />}
      {failure && (
        <div role="alert">
          <Notice
            tone="bad"
            title={t(FAILURE_TITLES[failure.kind] ?? 'noReceipt')}
            next={failureSentence(failure)[language]}
            detail={failure.detail}
          />
        </div>
      )}
    </>
  );
}
