import { Search } from 'lucide-react';
import { useState } from 'react';
import {
  CopyButton,
  EmptyState,
  Segments,
  Tag,
  TextField,
  type Tone,
  useMessages,
} from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { useFormat } from '../app/use-format.ts';
import { filterHappenings, type Happening, LEVELS, type Level } from '../state/happenings.ts';
import { healthMessages } from './messages.ts';
import { useHappeningWords } from './use-happening-words.ts';

const TONES: Readonly<Record<Level, Tone>> = { info: 'plain', notice: 'good', warning: 'wait' };

/** What this window saw, with levels and search. */
export function EventLog() {
  const t = useMessages(healthMessages);
  const { happenings, droppedEvents } = useRoom();
  const [level, setLevel] = useState<Level>('info');
  const [search, setSearch] = useState('');
  const shown = filterHappenings(happenings, { level, search }).toReversed();
  const log = shown
    .map((one) => `${new Date(one.timeMs).toISOString()} ${one.level} ${JSON.stringify(one.event)}`)
    .join('\n');
  return (
    <HelpPanel
      title={t('logTitle')}
      help={t('logHelp')}
      actions={<CopyButton isCompact text={log} label={t('copyLog')} />}
      className="cr-log"
    >
      <search className="cr-filter-line">
        <TextField
          className="cr-search"
          label={t('search')}
          type="search"
          start={<Search aria-hidden="true" />}
          maxLength={64}
          value={search}
          onChange={setSearch}
        />
        <Segments
          label={t('level')}
          value={level}
          onChange={setLevel}
          options={LEVELS.map((value) => ({ value, label: t(`level_${value}`) }))}
        />
      </search>
      {droppedEvents > 0 && <p className="ui-muted">{t('dropped', { count: droppedEvents })}</p>}
      {shown.length === 0 && (
        <EmptyState title={happenings.length === 0 ? t('logEmpty') : t('logNone')} />
      )}
      <ol className="cr-log-lines" aria-label={t('logTitle')}>
        {shown.map((one) => (
          <LogLine key={one.id} happening={one} />
        ))}
      </ol>
    </HelpPanel>
  );
}

function LogLine({ happening }: { readonly happening: Happening }) {
  const format = useFormat();
  const words = useHappeningWords();
  const { timeMs, level, event } = happening;
  return (
    <li>
      <time dateTime={new Date(timeMs).toISOString()}>{format.time(timeMs)}</time>
      <Tag tone={TONES[level]}>{event.kind}</Tag>
      <span>{words(event)}</span>
    </li>
  );
}
