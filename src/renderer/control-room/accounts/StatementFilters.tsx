import { Search } from 'lucide-react';
import { Button, TextField, useMessages } from '../../ui/index.ts';
import { type EntryFilter, noFilter } from '../state/entry-filter.ts';
import { accountMessages } from './messages.ts';

export interface StatementFiltersProps {
  readonly filter: EntryFilter;
  readonly onChange: (filter: EntryFilter) => void;
}

/** What the bank is asked for: an id, an RRN, the other party, an amount; from one day to another. */
export function StatementFilters({ filter, onChange }: StatementFiltersProps) {
  const t = useMessages(accountMessages);
  const change = (part: Partial<EntryFilter>) => onChange({ ...filter, ...part });
  return (
    <search className="cr-statement-filters">
      <TextField
        className="cr-search cr-statement-search"
        label={t('statementSearch')}
        type="search"
        start={<Search aria-hidden="true" />}
        placeholder={t('statementSearchHint')}
        maxLength={64}
        value={filter.search}
        onChange={(search) => change({ search })}
      />
      <TextField
        label={t('fromDay')}
        type="date"
        value={filter.fromDay}
        onChange={(fromDay) => change({ fromDay })}
      />
      <TextField
        label={t('toDay')}
        type="date"
        value={filter.toDay}
        onChange={(toDay) => change({ toDay })}
      />
      {filter !== noFilter && (
        <Button variant="quiet" size="small" onClick={() => onChange(noFilter)}>
          {t('clearFilters')}
        </Button>
      )}
    </search>
  );
}
