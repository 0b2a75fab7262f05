import { useState } from 'react';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Amount,
  Button,
  ConfirmDialog,
  Countdown,
  Fact,
  FactList,
  formatMoney,
  Notice,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { requestMessages } from '../messages/request-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen } from '../parts/Screen.tsx';
import { fullTime } from '../parts/time-texts.ts';
import { isOpenAt, otherSide } from '../state/requests.ts';
import { RequestTag } from './RequestTag.tsx';
import { useRequestActs } from './use-request-acts.ts';
import './requests.css';

/** Longer than this nobody watches seconds run. */
const COUNTDOWN_MAX_MS = 60 * 60_000;

interface RequestProps {
  readonly request: CollectRequest;
}

function TimeLeft({ request, onEnd }: RequestProps & { readonly onEnd: () => void }) {
  const t = useMessages(requestMessages);
  const { language } = useLanguage();
  const { bankNowMs } = usePhone();
  if (request.expiresMs - bankNowMs() > COUNTDOWN_MAX_MS) {
    return (
      <p className="phone-small">{t('until', { time: fullTime(request.expiresMs, language) })}</p>
    );
  }
  return (
    <Countdown
      endsAtMs={request.expiresMs}
      totalMs={request.expiresMs - request.createdMs}
      now={bankNowMs}
      onEnd={onEnd}
    />
  );
}

/** What to know before deciding, or why it ended. */
function RequestNotice({ request, isOpen }: RequestProps & { readonly isOpen: boolean }) {
  const t = useMessages(requestMessages);
  const { language } = useLanguage();
  const isIncoming = request.direction === 'incoming';
  if (request.code) {
    const { payer, merchant } = RESPONSE_CODES[request.code];
    const sentence = (isIncoming ? payer : merchant)[language];
    return isOpen ? (
      <Notice tone="bad" title={t('lastTry')} money={sentence} code={request.code} />
    ) : (
      <Notice title={sentence} code={request.code} />
    );
  }
  return isOpen && isIncoming ? (
    <Notice tone="wait" title={t('warning')} next={t('warningNext')} />
  ) : null;
}

function Facts({ request }: RequestProps) {
  const t = useMessages(requestMessages);
  const { language } = useLanguage();
  return (
    <FactList>
      <Fact label={t('createdAt')}>{fullTime(request.createdMs, language)}</Fact>
      {request.endedMs !== undefined && (
        <Fact label={t('endedAt')}>{fullTime(request.endedMs, language)}</Fact>
      )}
      <Fact label={t('reference')}>
        <span className="phone-id">{request.reference}</span>
      </Fact>
    </FactList>
  );
}

export interface RequestScreenProps extends RequestProps {
  readonly isPreparing: boolean;
  /** To the PIN. */
  readonly onApprove: () => void;
  readonly onBack: () => void;
}

function Actions(props: RequestScreenProps & { readonly onBlock: () => void }) {
  const { request, isPreparing, onApprove, onBlock } = props;
  const t = useMessages(requestMessages);
  const { isBusy, decline, takeBack } = useRequestActs(request.reference);
  if (request.direction === 'outgoing') {
    return (
      <Button size="large" isBlock isBusy={isBusy} onClick={() => void takeBack()}>
        {t('takeBack')}
      </Button>
    );
  }
  return (
    <>
      <Button variant="primary" size="large" isBlock isBusy={isPreparing} onClick={onApprove}>
        {t('approve', { amount: formatMoney(request.amountPaise) })}
      </Button>
      <Button size="large" isBlock isBusy={isBusy} onClick={() => void decline(false)}>
        {t('decline')}
      </Button>
      <Button variant="quiet" isBlock onClick={onBlock}>
        {t('block', { name: request.requesterName })}
      </Button>
    </>
  );
}

/** One request: pay it with the PIN, decline it, block who asks; or take an own one back. */
export function RequestScreen(props: RequestScreenProps) {
  const { request, onBack } = props;
  const t = useMessages(requestMessages);
  const { bankNowMs } = usePhone();
  const { decline, isBusy } = useRequestActs(request.reference);
  const [isBlocking, setBlocking] = useState(false);
  const [, setOver] = useState(false);
  const { name, vpa } = otherSide(request);
  const isOpen = isOpenAt(request, bankNowMs());
  const words = { name, amount: formatMoney(request.amountPaise) };
  return (
    <Screen
      title={t('request')}
      onBack={onBack}
      className="phone-request"
      footer={isOpen && <Actions {...props} onBlock={() => setBlocking(true)} />}
    >
      <Avatar
        name={name}
        kind={request.direction === 'incoming' ? request.requesterKind : 'person'}
        size="large"
      />
      <p className="phone-request-who">
        {t(request.direction === 'incoming' ? 'asksYou' : 'youAsk', words)}
        <small>{vpa}</small>
      </p>
      <Amount
        paise={request.amountPaise}
        size="large"
        isCentred
        caption={request.note || undefined}
      />
      <RequestTag request={request} />
      {isOpen && <TimeLeft request={request} onEnd={() => setOver(true)} />}
      <RequestNotice request={request} isOpen={isOpen} />
      <Facts request={request} />
      <ConfirmDialog
        isOpen={isBlocking}
        title={t('blockTitle', { name })}
        confirmLabel={t('blockGo')}
        isDangerous
        isBusy={isBusy}
        onCancel={() => setBlocking(false)}
        onConfirm={() => void decline(true).then(() => setBlocking(false))}
      >
        <p>{t('blockMoney')}</p>
        <p>{t('blockNext', { vpa })}</p>
      </ConfirmDialog>
    </Screen>
  );
}
