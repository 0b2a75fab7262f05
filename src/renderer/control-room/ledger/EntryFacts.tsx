import { toHex } from '#shared/bytes.ts';
import type { EntryRow } from '#shared/protocol/admin-methods.ts';
import { Amount, Fact, FactList, useMessages } from '../../ui/index.ts';
import { usePartyName } from '../app/party-name.ts';
import { useRouter } from '../app/router.tsx';
import { useFormat } from '../app/use-format.ts';
import { ledgerMessages } from './messages.ts';
import { ProofVerdict } from './ProofVerdict.tsx';
import { proofMessages } from './proof-messages.ts';
import type { LeafState } from './use-leaf-proof.ts';

export interface EntryFactsProps {
  readonly row: EntryRow;
  readonly leaf: LeafState;
}

/** The movement in words and numbers. */
export function EntryFacts({ row, leaf }: EntryFactsProps) {
  const t = useMessages(ledgerMessages);
  const p = useMessages(proofMessages);
  const format = useFormat();
  const { navigate } = useRouter();
  const nameOf = usePartyName();
  const party = (name: string, id: string) => (
    <>
      {nameOf(name, id)}
      <small className="ui-mono">{id}</small>
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
        <Fact label={p('rrn')}>
          <span className="ui-mono">{row.rrn}</span>
        </Fact>
        <Fact label={p('txnId')}>
          <span className="ui-mono">{row.txnId}</span>
        </Fact>
        {row.relatedTxnId && (
          <Fact label={p('related')}>
            <button
              type="button"
              className="cr-link ui-mono"
              onClick={() => navigate({ page: 'ledger', search: row.relatedTxnId })}
            >
              {row.relatedTxnId}
            </button>
          </Fact>
        )}
        <Fact label={p('inBlock')}>
          <button
            type="button"
            className="cr-link"
            onClick={() => navigate({ page: 'ledger', block: row.block, entry: row.sequence })}
          >
            {t('block', { height: format.count(row.block) })}
          </button>
        </Fact>
        <Fact label={p('leaf')}>{format.count(row.leaf)}</Fact>
        {leaf.state === 'ready' && (
          <Fact label={p('leafHash')}>
            <span className="ui-mono cr-hash">{toHex(leaf.proof.hash)}</span>
          </Fact>
        )}
      </FactList>
    </>
  );
}
