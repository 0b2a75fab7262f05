import { memo } from 'react';
import type { EntryRow } from '#shared/protocol/admin-methods.ts';
import { Money, useMessages } from '../../ui/index.ts';
import { usePartyName } from '../app/party-name.ts';
import { useFormat } from '../app/use-format.ts';
import { ledgerMessages } from './messages.ts';

/** The columns of one entry in the list; drawn again only for another entry. */
export const EntryCells = memo(function EntryCells({ entry }: { readonly entry: EntryRow }) {
  const name = usePartyName();
  const t = useMessages(ledgerMessages);
  const format = useFormat();
  return (
    <>
      <span className="cr-entry-number">{format.count(entry.sequence)}</span>
      <time>{format.time(entry.timeMs)}</time>
      <span className="cr-entry-who">{name(entry.debitName, entry.debit)}</span>
      <span className="cr-entry-who">
        {name(entry.creditName, entry.credit)}
        {entry.type !== 'payment' && <small>{t(entry.type)}</small>}
      </span>
      <strong>
        <Money paise={entry.amountPaise} />
      </strong>
    </>
  );
});

/** A row whose page is still on its way. */
export function EntryLoading({ number }: { readonly number: number }) {
  const t = useMessages(ledgerMessages);
  const format = useFormat();
  return (
    <>
      <span className="cr-entry-number">{format.count(number)}</span>
      <span className="cr-entry-ghost">
        <span className="ui-visually-hidden">{t('rowLoading', { number })}</span>
      </span>
    </>
  );
}
