import { Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, TextField, useMessages } from '../../ui/index.ts';
import { type EntryFilter, noFilter } from '../state/entry-filter.ts';
import { ledgerMessages } from './messages.ts';

export interface EntryFiltersProps {
  readonly filter: EntryFilter;
  readonly onChange: (filter: EntryFilter) => void;
  readonly onJump: (entry: number) => void;
}

/** Search, filters and the jump by number, above the list of entries. */
export function EntryFilters({ filter, onChange, onJump }: EntryFiltersProps) {
  const t = useMessages(ledgerMessages);
  const { search, block, ...more } = filter;
  const [isOpen, setOpen] = useState(false);
  const isFiltered = Object.values(more).some((text) => text !== '');
  const change = (part: Partial<EntryFilter>) => onChange({ ...filter, ...part });
  return (
    <search className="cr-filters">
      <div className="cr-filter-line">
        <TextField
          className="cr-search"
          label={t('search')}
          type="search"
          start={<Search aria-hidden="true" />}
          placeholder={t('searchHint')}
          maxLength={64}
          value={search}
          onChange={(text) => change({ search: text })}
        />
        <Jump onJump={onJump} />
        <Button aria-expanded={isOpen || isFiltered} onClick={() => setOpen(!isOpen)}>
          {t('filters')}
        </Button>
        {(isFiltered || search !== '' || block !== undefined) && (
          <Button variant="quiet" onClick={() => onChange(noFilter)}>
            {t('clear')}
          </Button>
        )}
      </div>
      {(isOpen || isFiltered) && (
        <div className="cr-filter-line">
          <TextField
            label={t('minAmount')}
            inputMode="decimal"
            value={filter.minRupees}
            onChange={(minRupees) => change({ minRupees })}
          />
          <TextField
            label={t('maxAmount')}
            inputMode="decimal"
            value={filter.maxRupees}
            onChange={(maxRupees) => change({ maxRupees })}
          />
          <TextField
            label={t('from')}
            type="date"
            value={filter.fromDay}
            onChange={(fromDay) => change({ fromDay })}
          />
          <TextField
            label={t('to')}
            type="date"
            value={filter.toDay}
            onChange={(toDay) => change({ toDay })}
          />
        </div>
      )}
    </search>
  );
}

function Jump({ onJump }: { readonly onJump: (entry: number) => void }) {
  const t = useMessages(ledgerMessages);
  const [text, setText] = useState('');
  const number = /^[1-9]\d{0,15}$/.test(text.replaceAll(',', '').trim())
    ? Number(text.replaceAll(',', ''))
    : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number !== undefined) onJump(number);
  };
  return (
    <form className="cr-jump" onSubmit={submit}>
      <TextField label={t('jump')} inputMode="numeric" value={text} onChange={setText} />
      <Button type="submit" disabled={number === undefined}>
        {t('jumpGo')}
      </Button>
    </form>
  );
}
