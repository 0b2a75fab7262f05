import { ReceiptIndianRupee } from 'lucide-react';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Button,
  EmptyState,
  formatMoney,
  Spinner,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { usePartyName } from '../app/party-name.ts';
import { useRoom } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { shortId } from '../app/short-hash.ts';
import { useFormat } from '../app/use-format.ts';
import { isComing } from '../state/bank-status.ts';
import { type Trace, traceDurationMs } from '../state/trace.ts';
import { streetMessages } from './messages.ts';
import { PaymentTag } from './PaymentTag.tsx';
import { TraceDiagram } from './TraceDiagram.tsx';
import { useShownPayment } from './use-shown-payment.ts';

export interface NewestPaymentProps {
  /** Transaction id of a picked payment; the newest when absent. */
  readonly picked: string | undefined;
  readonly onBackToNewest: () => void;
}

/** The hero of the desk: one payment and its way. */
export function NewestPayment({ picked, onBackToNewest }: NewestPaymentProps) {
  const t = useMessages(streetMessages);
  const room = useRoom();
  const { payments } = room;
  const { row, trace } = useShownPayment(picked);
  const isPicked = row !== undefined && row.txnId === picked;
  return (
    <HelpPanel
      title={isPicked ? t('picked') : t('newest')}
      help={t('newestHelp')}
      actions={
        isPicked && (
          <Button size="small" onClick={onBackToNewest}>
            {t('backToNewest')}
          </Button>
        )
      }
    >
      {payments === undefined && isComing(room) && <Spinner label={t('loading')} />}
      {payments === undefined && !isComing(room) && <p className="ui-muted">{t('waiting')}</p>}
      {payments?.length === 0 && (
        <EmptyState icon={<ReceiptIndianRupee aria-hidden="true" />} title={t('nonePaid')}>
          {t('nonePaidText')}
        </EmptyState>
      )}
      {row && (
        <article className="cr-newest" key={row.txnId}>
          <PaymentHead row={row} trace={trace} />
          <PaymentWay row={row} trace={trace} />
        </article>
      )}
    </HelpPanel>
  );
}

interface PaymentProps {
  readonly row: PaymentRow;
  readonly trace: Trace | undefined;
}

function PaymentHead({ row, trace }: PaymentProps) {
  const t = useMessages(streetMessages);
  const { language } = useLanguage();
  const format = useFormat();
  const { navigate } = useRouter();
  const nameOf = usePartyName();
  const durationMs = traceDurationMs(trace);
  const amount = formatMoney(row.amountPaise);
  const { ledger } = row;
  const payee = nameOf(row.payeeName, row.payee);
  return (
    <header className="cr-newest-head">
      <h2>
        {row.type === 'refund' ? t('refundTo', { amount, payee }) : t('payTo', { amount, payee })}{' '}
        <PaymentTag row={row} />
      </h2>
      <p className="cr-newest-facts ui-mono">
        <span>{t('from', { payer: nameOf(row.payerName, row.payer) })}</span>
        <span title={row.txnId}>{shortId(row.txnId)}</span>
        <span>{t('rrn', { rrn: row.rrn })}</span>
        {durationMs !== undefined && (
          <span>{t('tookTotal', { time: format.duration(durationMs) })}</span>
        )}
        {ledger && (
          <button
            type="button"
            className="cr-link"
            onClick={() => navigate({ page: 'ledger', entry: ledger.entry })}
          >
            {t('seeEntry', {
              entry: format.count(ledger.entry),
              block: format.count(ledger.block),
            })}
          </button>
        )}
      </p>
      {row.status !== 'SUCCESS' && (
        <p className="cr-newest-why">{RESPONSE_CODES[row.code].payer[language]}</p>
      )}
    </header>
  );
}

function PaymentWay({ row, trace }: PaymentProps) {
  const t = useMessages(streetMessages);
  if (trace) return <TraceDiagram trace={trace} row={row} />;
  return <EmptyState title={t('noTrace')}>{t('noTraceText')}</EmptyState>;
}
