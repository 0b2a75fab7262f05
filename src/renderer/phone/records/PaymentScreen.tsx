import { RotateCw } from 'lucide-react';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Amount,
  Button,
  CopyButton,
  Fact,
  FactList,
  Tag,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { useRowTitle } from '../parts/PaymentRows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { fullTime } from '../parts/time-texts.ts';
import { hasReceipt, isBank, isCredit, otherParty } from '../state/payment-facts.ts';
import { ReceiptActions, useStatusText } from './ReceiptActions.tsx';
import './records.css';

export interface PaymentScreenProps {
  readonly row: PaymentRow;
  readonly onPay: (vpa: string) => void;
  readonly onBack: () => void;
}

function Party({ name, vpa }: { readonly name: string; readonly vpa: string }) {
  const t = useMessages(recordMessages);
  if (isBank(name)) return t('bank');
  return (
    <>
      {name} <small className="ui-muted">{vpa}</small>
    </>
  );
}

function PaymentFacts({ row }: { readonly row: PaymentRow }) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  return (
    <FactList>
      <Fact label={t('when')}>{fullTime(row.timeMs, language)}</Fact>
      <Fact label={t('payer')}>
        <Party name={row.payerName} vpa={row.payer} />
      </Fact>
      <Fact label={t('payee')}>
        <Party name={row.payeeName} vpa={row.payee} />
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

/** One payment with all its facts, and its receipt where money moved. */
export function PaymentScreen({ row, onPay, onBack }: PaymentScreenProps) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  const statusText = useStatusText();
  const party = otherParty(row);
  const titleOf = useRowTitle();
  const title = isBank(party.name) ? titleOf(row) : party.name;
  const isFailure = row.status === 'FAILURE';
  const tone = row.status === 'SUCCESS' ? 'good' : isFailure ? 'bad' : 'wait';
  const canPayAgain = row.type === 'payment' && !isCredit(row);
  return (
    <Screen title={t('paymentTitle')} onBack={onBack}>
      <div className="phone-payment-head">
        <Avatar name={title} size="large" />
        <Amount paise={row.amountPaise} isCentred caption={title} />
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
