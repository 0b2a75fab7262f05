import { toHex } from '#shared/bytes.ts';
import type { EntryRow } from '#shared/protocol/admin-methods.ts';
import { Amount, Fact, FactList, useMessages } from '../../ui/index.ts';
import { useRouter } from '../app/router.tsx';
import { useFormat } from '../app/use-format.ts';
import { ledgerMessages } from './messages.ts';
import { ProofVerdict } from './ProofVerdict.tsx';
import type { LeafState } from './use-leaf-proof.ts';

export interface EntryFactsProps {
  readonly row: EntryRow;
  readonly leaf: LeafState;
}

/** The movement in words and numbers. */
export function EntryFacts({ row, leaf }: EntryFactsProps) {
  const t = useMessages(ledgerMessages);
  const format = useFormat();
  const { navigate } = useRouter();
  const party = (name: string, id: string) => (
    <>
      {name || id}
      {name && <small className="ui-mono">{id}</small>}
    </>
  );
  return (
    <>
      <Amount paise={row.amountPaise} caption={t(row.type)} />
      {leaf.state === 'ready' && <ProofVerdict proof={leaf.proof} />}
      <FactList>
        <Fact label={t('debit')}>{party(row.debitName, row.debit)}</Fact>
        <Fact label={t('credit')}>{party(row.creditName, row.credit)}</Fact>
        <Fact label={t('time')}>{format.dateTime(row.timeMs)}</Fact>
        <Fact label={t('rrn')}>
          <span className="ui-mono">{row.rrn}</span>
        </Fact>
        <Fact label={t('txnId')}>
          <span className="ui-mono">{row.txnId}</span>
        </Fact>
        {row.relatedTxnId && (
          <Fact label={t('related')}>
            <button
              type="button"
              className="cr-link ui-mono"
              onClick={() => navigate({ page: 'ledger', search: row.relatedTxnId })}
            >
              {row.relatedTxnId}
            </button>
          </Fact>
        )}
        <Fact label={t('inBlock')}>
          <button
            type="button"
            className="cr-link"
            onClick={() => navigate({ page: 'ledger', block: row.block, entry: row.sequence })}
          >
            {t('block', { height: format.count(row.block) })}
          </button>
        </Fact>
        <Fact label={t('leaf')}>{format.count(row.leaf)}</Fact>
        {leaf.state === 'ready' && (
          <Fact label={t('leafHash')}>
            <span className="ui-mono cr-hash">{toHex(leaf.proof.hash)}</span>
          </Fact>
        )}
      </FactList>
    </>
  );
}
