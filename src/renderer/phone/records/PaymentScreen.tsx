import { BadgeCheck, Download, RotateCw, Share2 } from 'lucide-react';
import { useState } from 'react';
import type { CheckedReceipt } from '#shared/device/account.ts';
import { type FailureKind, failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Amount,
  Button,
  CopyButton,
  Fact,
  FactList,
  Notice,
  Tag,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen } from '../parts/Screen.tsx';
import { fullTime } from '../parts/time-texts.ts';
import { useSaveFile } from '../parts/use-save-file.ts';
import { hasReceipt, isCredit, otherParty } from '../state/payment-facts.ts';
import { drawReceipt } from './draw-receipt.ts';
import { ReceiptVerdict } from './ReceiptVerdict.tsx';
import './records.css';

export interface PaymentScreenProps {
  readonly row: PaymentRow;
  readonly onPay: (vpa: string) => void;
  readonly onBack: () => void;
}

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

function PaymentFacts({ row }: { readonly row: PaymentRow }) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  return (
    <FactList>
      <Fact label={t('when')}>{fullTime(row.timeMs, language)}</Fact>
      <Fact label={t('payer')}>
        {row.payerName} <small className="ui-muted">{row.payer}</small>
      </Fact>
      <Fact label={t('payee')}>
        {row.payeeName} <small className="ui-muted">{row.payee}</small>
      </Fact>
      {row.note && <Fact label={t('note')}>{row.note}</Fact>}
      {row.reference && <Fact label={t('reference')}>{row.reference}</Fact>}
      {row.rrn && (
        <Fact label={t('rrn')}>
          <span className="phone-id">
            {row.rrn}
            <CopyButton text={row.rrn} label={t('copyRrn')} isCompact />
          </span>
        </Fact>
      )}
      {row.txnId && (
        <Fact label={t('txnId')}>
          <span className="phone-id">
            {row.txnId}
            <CopyButton text={row.txnId} label={t('copyTxnId')} isCompact />
          </span>
        </Fact>
      )}
      {row.ledger && (
        <Fact label={t('ledgerPlace')}>
          {t('ledgerEntry', { entry: row.ledger.entry, block: row.ledger.block })}
        </Fact>
      )}
    </FactList>
  );
}

/** The receipt from the phone's own store, else from the bank; checked here either way. */
function useReceipt(row: PaymentRow) {
  const { client, phone, nowMs } = usePhone();
  const [receipt, setReceipt] = useState<CheckedReceipt>();
  const [failure, setFailure] = useState<PhoneFailure>();
  const [isBusy, setBusy] = useState(false);
  const fetch = async (): Promise<CheckedReceipt | undefined> => {
    setBusy(true);
    setFailure(undefined);
    const kept = await phone.receipts.load(row.txnId).catch(() => undefined);
    const checked = kept ? await client.checkReceipt(kept) : await client.receipt(row.txnId);
    setBusy(false);
    if (!checked.ok) {
      setFailure(checked.failure);
      return undefined;
    }
    const { value } = checked;
    setReceipt(value);
    const own = { txnId: row.txnId, receipt: value.text, savedMs: nowMs() };
    // The bank still has it when the phone cannot keep it.
    if (!kept) await phone.receipts.save(own).catch(() => undefined);
    return value;
  };
  return { receipt, failure, isBusy, fetch };
}

function ReceiptActions({ row }: { readonly row: PaymentRow }) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  const { receipt, failure, isBusy, fetch } = useReceipt(row);
  const saveFile = useSaveFile();
  const statusText = useStatusText();
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
        when: t('when'),
        rrn: t('rrn'),
        note: t('note'),
      },
    });
    await saveFile(`receipt ${row.rrn || row.txnId}.png`, picture);
  };
  const saveProof = async () => {
    const checked = receipt ?? (await fetch());
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
        <Button icon={<BadgeCheck />} isBusy={isBusy} onClick={() => void fetch()}>
          {t('check')}
        </Button>
      </div>
      <div aria-live="polite">
        {receipt && <ReceiptVerdict receipt={receipt} />}
        {failure && (
          <Notice
            tone="bad"
            title={t(FAILURE_TITLES[failure.kind] ?? 'noReceipt')}
            next={failureSentence(failure)[language]}
            code={failure.detail}
          />
        )}
      </div>
    </>
  );
}

/** One payment with all its facts, and its receipt where money moved. */
export function PaymentScreen({ row, onPay, onBack }: PaymentScreenProps) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  const statusText = useStatusText();
  const party = otherParty(row);
  const isFailure = row.status === 'FAILURE';
  const tone = row.status === 'SUCCESS' ? 'good' : isFailure ? 'bad' : 'wait';
  const canPayAgain = row.type === 'payment' && !isCredit(row);
  return (
    <Screen title={t('paymentTitle')} onBack={onBack}>
      <div className="phone-payment-head">
        <Avatar name={party.name} size="large" />
        <Amount paise={row.amountPaise} isCentred caption={party.name} />
        <Tag tone={tone}>{statusText(row)}</Tag>
        {isFailure && (
          <>
            <p>{RESPONSE_CODES[row.code].payer[language]}</p>
            <small className="phone-result-code">
              {row.code} · {RESPONSE_CODES[row.code].meaning}
            </small>
          </>
        )}
      </div>
      {hasReceipt(row) && <ReceiptActions row={row} />}
      <PaymentFacts row={row} />
      {canPayAgain && (
        <Button icon={<RotateCw />} isBlock onClick={() => onPay(row.payee)}>
          {t('payAgain', { name: party.name })}
        </Button>
      )}
    </Screen>
  );
}
