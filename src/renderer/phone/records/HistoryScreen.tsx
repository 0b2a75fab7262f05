import { Search, SearchX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { failureSentence } from '#shared/device/outcome.ts';
import {
  Button,
  EmptyState,
  type Language,
  Notice,
  Spinner,
  TextField,
  type Translate,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { type History, useHistory } from '../app/use-history.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { PaymentRows } from '../parts/PaymentRows.tsx';
import { Screen } from '../parts/Screen.tsx';
import { longDay } from '../parts/time-texts.ts';
import { daysAgo, groupByDay, mergeRows } from '../state/history-groups.ts';
import { matchesSearch } from '../state/history-search.ts';
import type { Route } from '../state/navigation.ts';

export interface HistoryScreenProps {
  readonly onOpen: (route: Route) => void;
  readonly onBack: () => void;
}

const SEARCH_AFTER_MS = 250;
const SEARCH_MAX_LENGTH = 64;

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function dayTitle(
  t: Translate<(typeof recordMessages)['en']>,
  language: Language,
  dayMs: number,
  nowMs: number,
): string {
  const days = daysAgo(dayMs, nowMs);
  if (days === 0) return t('today');
  return days === 1 ? t('yesterday') : longDay(dayMs, language);
}

/** Names and notes among the rows that are here, whole ids and amounts among all the bank has. */
function searched(recent: History, found: History, search: string) {
  const here = recent.rows.filter((row) => matchesSearch(row, search));
  return {
    rows: mergeRows(here, found.rows),
    isLoading: recent.isLoading || found.isLoading,
    failure: found.failure,
    hasMore: recent.hasMore || found.hasMore,
  };
}

function Rows({ rows, onOpen }: Pick<History, 'rows'> & Pick<HistoryScreenProps, 'onOpen'>) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  const { nowMs } = usePhone();
  return groupByDay(rows).map(({ dayMs, rows: rowsOfDay }) => (
    <section key={dayMs} aria-labelledby={`day-${dayMs}`}>
      <h2 className="ui-label" id={`day-${dayMs}`}>
        {dayTitle(t, language, dayMs, nowMs())}
      </h2>
      <PaymentRows rows={rowsOfDay} onOpen={(row) => onOpen({ name: 'payment', row })} />
    </section>
  ));
}

export function HistoryScreen({ onOpen, onBack }: HistoryScreenProps) {
  const t = useMessages(recordMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const { client, recent } = usePhone();
  const [text, setText] = useState('');
  const search = useSettled(text.trim());
  const found = useHistory(client.history, search);
  const { refresh } = found;
  useEffect(() => {
    if (search) void refresh();
  }, [search, refresh]);

  const { rows, isLoading, failure, hasMore } = search ? searched(recent, found, search) : recent;
  const readOlder = async () => {
    await Promise.all([
      recent.hasMore && recent.readOlder(),
      search && found.hasMore && found.readOlder(),
    ]);
  };
  return (
    <Screen title={t('historyTitle')} onBack={onBack}>
      <TextField
        label={t('search')}
        hint={t('searchHint')}
        value={text}
        onChange={setText}
        start={<Search aria-hidden="true" />}
        maxLength={SEARCH_MAX_LENGTH}
        type="search"
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
      <Rows rows={rows} onOpen={onOpen} />
      {rows.length === 0 && !isLoading && !failure && (
        <EmptyState
          icon={<SearchX />}
          title={search ? t('noMatch', { search }) : home('noPayments')}
        >
          {search ? undefined : home('noPaymentsNote')}
        </EmptyState>
      )}
      {isLoading && rows.length === 0 && <Spinner label={t('loading')} />}
      {hasMore && (
        <Button isBlock isBusy={isLoading} onClick={() => void readOlder()}>
          {t('older')}
        </Button>
      )}
    </Screen>
  );
}
