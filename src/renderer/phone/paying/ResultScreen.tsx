import { useEffect, useEffectEvent } from 'react';
import { failureSentence } from '#shared/device/outcome.ts';
import type { PaymentState } from '#shared/device/payment-machine.ts';
import type { PaymentResult } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Amount,
  Button,
  formatMoney,
  type Language,
  useAnnounce,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import { LiveClock } from '../parts/LiveClock.tsx';
import { ResultMark } from '../parts/ResultMark.tsx';
import { RrnLine } from '../parts/RrnLine.tsx';
import { Screen } from '../parts/Screen.tsx';
import type { Payment } from './use-payment.ts';
import './result.css';

type Paid = Extract<PaymentState, { kind: 'paid' }>;
type Pending = Extract<PaymentState, { kind: 'pending' }>;
type Failed = Extract<PaymentState, { kind: 'failed' }>;

export interface ResultProps<State> {
  readonly state: State;
  readonly payment: Payment;
  readonly nowMs: () => number;
  readonly onDetails: (result: PaymentResult) => void;
  readonly playTone: (kind: 'success' | 'failure' | 'notice') => void;
}

/** Says and sounds the result once. */
function useOnce(act: () => void): void {
  const once = useEffectEvent(act);
  useEffect(() => once(), []);
}

export function PaidScreen({ state, payment, nowMs, onDetails, playTone }: ResultProps<Paid>) {
  const t = useMessages(payingMessages);
  const announce = useAnnounce();
  const { result, amountPaise } = state;
  useOnce(() => {
    playTone('success');
    announce(t('paidAnnounce', { amount: formatMoney(amountPaise), name: result.payeeName }));
  });
  return (
    <Screen
      title={t('paid')}
      isTitleHidden
      className="phone-result is-good"
      footer={
        <>
          <Button variant="primary" size="large" isBlock autoFocus onClick={payment.close}>
            {t('done')}
          </Button>
          <Button size="large" isBlock onClick={() => onDetails(result)}>
            {t('details')}
          </Button>
        </>
      }
    >
      <ResultMark kind="good" />
      <p className="phone-headline">{t('paid')}</p>
      <Amount
        paise={amountPaise}
        size="large"
        isCentred
        caption={t('paidTo', { name: result.payeeName })}
      />
      <LiveClock now={nowMs} />
      {result.balancePaise !== undefined && (
        <p>{t('balanceNow', { amount: formatMoney(result.balancePaise) })}</p>
      )}
      <RrnLine rrn={result.rrn} />
    </Screen>
  );
}

/** How soon the bank is asked again about a pending payment; then every minute. */
const ASK_AFTER_MS = [3_000, 10_000, 30_000] as const;
const ASK_EVERY_MS = 60_000;

function useAsking(ask: () => Promise<void>): void {
  const run = useEffectEvent(ask);
  useEffect(() => {
    let count = 0;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(async () => {
        await run();
        count += 1;
        wait();
      }, ASK_AFTER_MS[count] ?? ASK_EVERY_MS);
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
}

export function PendingScreen({ state, payment, onDetails, playTone }: ResultProps<Pending>) {
  const t = useMessages(payingMessages);
  const { language } = useLanguage();
  const announce = useAnnounce();
  const { result, amountPaise } = state;
  const { payer, meaning } = RESPONSE_CODES[result?.code ?? '01'];
  const reason = payer[language];
  const title = result?.status === 'DEEMED' ? t('deemed') : t('pending');
  useAsking(payment.ask);
  useOnce(() => {
    playTone('notice');
    announce(`${title}. ${reason}`, 'alert');
  });
  return (
    <Screen
      title={title}
      isTitleHidden
      className="phone-result is-wait"
      footer={
        <>
          <Button variant="primary" size="large" isBlock onClick={() => void payment.ask()}>
            {t('checkNow')}
          </Button>
          <Button size="large" isBlock onClick={payment.again}>
            {t('payAgain')}
          </Button>
          <p className="phone-small">{t('payAgainNote')}</p>
          <Button variant="quiet" isBlock onClick={payment.close}>
            {t('close')}
          </Button>
        </>
      }
    >
      <ResultMark kind="wait" />
      <p className="phone-headline">{title}</p>
      <Amount
        paise={amountPaise}
        size="large"
        isCentred
        caption={t('paidTo', { name: state.payment.payeeName })}
      />
      <p className="phone-result-sentence">{reason}</p>
      {result && (
        <small className="phone-result-code">
          {result.code} · {meaning}
        </small>
      )}
      <p className="phone-small">{t('pendingNote')}</p>
      {result && (
        <Button variant="quiet" onClick={() => onDetails(result)}>
          {t('details')}
        </Button>
      )}
    </Screen>
  );
}

/** What happened, for people, and the code and particulars for the small print. */
function failureWords(state: Failed, language: Language) {
  const { result, failure } = state;
  if (result) {
    const { payer, meaning } = RESPONSE_CODES[result.code];
    return { sentence: payer[language], small: `${result.code} · ${meaning}` };
  }
  if (!failure) return { sentence: '', small: '' };
  const code = failure.code ? `${failure.code} · ${RESPONSE_CODES[failure.code].meaning}. ` : '';
  return { sentence: failureSentence(failure)[language], small: `${code}${failure.detail}` };
}

interface FailedProps extends ResultProps<Failed> {
  readonly onForgotPin: () => void;
}

export function FailedScreen(props: FailedProps) {
  const { state, payment, onDetails, playTone, onForgotPin } = props;
  const { bindAgain } = usePhone();
  const t = useMessages(payingMessages);
  const { language } = useLanguage();
  const announce = useAnnounce();
  const { sentence, small } = failureWords(state, language);
  const { authorised, result } = state;
  const isReversed = result?.status === 'REVERSED';
  const title = isReversed ? t('moneyBack') : authorised ? t('notPaid') : t('cannotPay');
  // Without a scanner to go back to, the same text is looked up once more.
  const lookOrPayAgain =
    !payment.isFromScanner && state.result?.code !== 'ZM' ? payment.lookAgain : payment.again;
  const isUnbound = state.failure?.code === 'U66';
  const retry = isUnbound ? bindAgain : lookOrPayAgain;
  const isSheetGone = !authorised || (result && result.code !== 'ZM');
  const againLabel = isSheetGone && payment.isFromScanner ? t('scanAgain') : t('payAgain');
  const retryLabel = isUnbound ? t('bindAgain') : againLabel;
  useOnce(() => {
    playTone('failure');
    announce(
      isReversed ? `${title}. ${sentence}` : t('failedAnnounce', { reason: sentence }),
      'alert',
    );
  });
  return (
    <Screen
      title={title}
      isTitleHidden
      className="phone-result is-bad"
      footer={
        <>
          <Button variant="primary" size="large" isBlock autoFocus onClick={retry}>
            {retryLabel}
          </Button>
          <Button size="large" isBlock onClick={payment.close}>
            {t('close')}
          </Button>
        </>
      }
    >
      <ResultMark kind="bad" />
      <p className="phone-headline">{title}</p>
      {authorised && (
        <Amount
          paise={authorised.amountPaise}
          isCentred
          caption={t('paidTo', { name: authorised.payment.payeeName })}
        />
      )}
      <p className="phone-result-sentence">{sentence}</p>
      <small className="phone-result-code">{small}</small>
      {result?.code === 'Z6' && (
        <Button variant="quiet" onClick={onForgotPin}>
          {t('forgotPin')}
        </Button>
      )}
      {result && (
        <Button variant="quiet" onClick={() => onDetails(result)}>
          {t('details')}
        </Button>
      )}
    </Screen>
  );
}
