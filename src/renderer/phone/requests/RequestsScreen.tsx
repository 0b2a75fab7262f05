import { HandCoins } from 'lucide-react';
import { useEffect, useState } from 'react';
import { failureSentence } from '#shared/device/outcome.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import {
  Button,
  EmptyState,
  formatMoney,
  Notice,
  Segments,
  Spinner,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { requestMessages } from '../messages/request-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen } from '../parts/Screen.tsx';
import { clockTime } from '../parts/time-texts.ts';
import type { Route } from '../state/navigation.ts';
import { type Direction, otherSide } from '../state/requests.ts';
import { RequestTag } from './RequestTag.tsx';
import './requests.css';

export interface RequestsScreenProps {
  readonly onOpen: (route: Route) => void;
  readonly onBack: () => void;
}

function RequestRow({
  request,
  onOpen,
}: {
  readonly request: CollectRequest;
  readonly onOpen: () => void;
}) {
  const { language } = useLanguage();
  const { name } = otherSide(request);
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <Avatar name={name} />
        <span className="phone-row-text">
          <strong>{name}</strong>
          <small>
            {clockTime(request.createdMs, language)}
            {request.note && ` · ${request.note}`}
          </small>
        </span>
        <span className="phone-row-amount">
          {formatMoney(request.amountPaise)}
          <RequestTag request={request} />
        </span>
      </button>
    </li>
  );
}

/** Who asks this account for money, and whom it asked. */
export function RequestsScreen({ onOpen, onBack }: RequestsScreenProps) {
  const t = useMessages(requestMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const { requests } = usePhone();
  const { refresh, failure, isLoading } = requests;
  const [direction, setDirection] = useState<Direction>('incoming');
  useEffect(() => void refresh(), [refresh]);
  const rows = requests.rows.filter((request) => request.direction === direction);
  const isIncoming = direction === 'incoming';
  return (
    <Screen
      title={t('title')}
      onBack={onBack}
      footer={
        <Button
          variant="primary"
          size="large"
          isBlock
          icon={<HandCoins />}
          onClick={() => onOpen({ name: 'ask' })}
        >
          {t('ask')}
        </Button>
      }
    >
      <Segments
        label={t('whose')}
        value={direction}
        onChange={setDirection}
        options={[
          { value: 'incoming', label: t('incoming') },
          { value: 'outgoing', label: t('outgoing') },
        ]}
      />
      {failure && (
        <div role="alert">
          <Notice
            tone="wait"
            title={t('unavailable')}
            next={failureSentence(failure)[language]}
            actions={<Button onClick={() => void refresh()}>{home('tryAgain')}</Button>}
          />
        </div>
      )}
      <ul className="phone-rows">
        {rows.map((request) => (
          <RequestRow
            key={request.reference}
            request={request}
            onOpen={() => onOpen({ name: 'request', reference: request.reference })}
          />
        ))}
      </ul>
      {rows.length === 0 && isLoading && <Spinner label={t('loading')} />}
      {rows.length === 0 && !isLoading && !failure && (
        <EmptyState icon={<HandCoins />} title={isIncoming ? t('noneIncoming') : t('noneOutgoing')}>
          {isIncoming ? t('noneIncomingNote') : t('noneOutgoingNote')}
        </EmptyState>
      )}
      {requests.hasMore[direction] && (
        <Button isBlock isBusy={isLoading} onClick={() => void requests.readOlder(direction)}>
          {t('older')}
        </Button>
      )}
    </Screen>
  );
}
