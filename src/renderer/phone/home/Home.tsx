import { AtSign, HandCoins, History, QrCode, ScanLine, Settings, Wallet } from 'lucide-react';
import type { ReactNode } from 'react';
import { failureSentence } from '#shared/device/outcome.ts';
import {
  Button,
  CopyButton,
  IconButton,
  Notice,
  Spinner,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { requestMessages } from '../messages/request-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { RequestNotices } from '../requests/RequestNotices.tsx';
import type { Route } from '../state/navigation.ts';
import { isOpenAt } from '../state/requests.ts';
import { UnansweredNotices } from './UnansweredNotices.tsx';
import './home.css';

const SHOWN_ROWS = 4;

export interface HomeProps {
  readonly onOpen: (route: Route) => void;
  readonly onScan: () => void;
}

/** Whose phone this is; the way to settings. */
function Owner({ onOpen }: Pick<HomeProps, 'onOpen'>) {
  const t = useMessages(homeMessages);
  const { identity } = usePhone();
  return (
    <div className="phone-owner">
      <Avatar name={identity.name} kind="person" />
      <div>
        <strong>{identity.name}</strong>
        <span>
          {identity.vpa}
          <CopyButton text={identity.vpa} label={t('copyUpiId')} isCompact />
        </span>
      </div>
      <IconButton
        label={t('settings')}
        icon={<Settings />}
        onClick={() => onOpen({ name: 'settings' })}
      />
    </div>
  );
}

/** Shown while the bank cannot be reached. */
function LinkNotice() {
  const t = useMessages(homeMessages);
  const { language } = useLanguage();
  const { link, retryLink } = usePhone();
  if (link.kind === 'online') return null;
  if (link.kind === 'connecting') return <Spinner label={t('connecting')} />;
  const isAway = link.failure.kind === 'unreachable';
  return (
    <div role="alert">
      <Notice
        tone="wait"
        title={t('offline')}
        next={isAway ? t('offlineNote') : failureSentence(link.failure)[language]}
        code={isAway ? undefined : link.failure.code}
        detail={isAway ? undefined : link.failure.detail}
        actions={<Button onClick={retryLink}>{t('tryAgain')}</Button>}
      />
    </div>
  );
}

interface Action {
  readonly name: 'pay-to' | 'receive' | 'requests' | 'balance' | 'history';
  readonly label: string;
  readonly icon: ReactNode;
  /** How many of them wait. */
  readonly count?: number;
}

export function Home({ onOpen, onScan }: HomeProps) {
  const t = useMessages(homeMessages);
  const requested = useMessages(requestMessages);
  const { recent, requests, bankNowMs } = usePhone();
  const nowMs = bankNowMs();
  const waiting = requests.rows.filter(
    (request) => request.direction === 'incoming' && isOpenAt(request, nowMs),
  ).length;
  const actions: readonly Action[] = [
    { name: 'pay-to', label: t('payTo'), icon: <AtSign /> },
    { name: 'receive', label: t('receive'), icon: <QrCode /> },
    { name: 'requests', label: requested('homeAction'), icon: <HandCoins />, count: waiting },
    { name: 'balance', label: t('balance'), icon: <Wallet /> },
    { name: 'history', label: t('history'), icon: <History /> },
  ];
  return (
    <Screen title={t('greeting')} isTitleHidden className="phone-home">
      <Owner onOpen={onOpen} />
      <LinkNotice />
      <UnansweredNotices />
      <RequestNotices onOpen={onOpen} />
      <nav aria-label={t('actions')}>
        <button type="button" className="phone-scan-card" onClick={onScan}>
          <ScanLine aria-hidden="true" />
          <span>
            <strong>{t('scan')}</strong>
            <small>{t('scanNote')}</small>
          </span>
        </button>
        <ul className="phone-actions">
          {actions.map(({ name, label, icon, count = 0 }) => (
            <li key={name}>
              <button type="button" onClick={() => onOpen({ name })}>
                <span aria-hidden="true">
                  {icon}
                  {count > 0 && <b className="phone-count">{count}</b>}
                </span>
                {label}
                {count > 0 && (
                  <span className="ui-visually-hidden">{requested('waiting', { count })}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className="phone-recent" aria-labelledby="recent-payments">
        <header>
          <h2 className="ui-label" id="recent-payments">
            {t('recent')}
          </h2>
          {recent.rows.length > SHOWN_ROWS && (
            <Button variant="quiet" size="small" onClick={() => onOpen({ name: 'history' })}>
              {t('seeAll')}
            </Button>
          )}
        </header>
        {recent.rows.length === 0 ? (
          <p className="phone-lead">
            {recent.isLoading ? <Spinner label={t('connecting')} /> : t('noPaymentsNote')}
          </p>
        ) : (
          <PaymentRows
            rows={recent.rows.slice(0, SHOWN_ROWS)}
            onOpen={(row) => onOpen({ name: 'payment', row })}
          />
        )}
      </section>
      <p className="phone-small">{t('notReal')}</p>
    </Screen>
  );
}
