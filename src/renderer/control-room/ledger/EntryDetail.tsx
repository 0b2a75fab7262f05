import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EntryRow } from '#shared/protocol/admin-methods.ts';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import {
  IconButton,
  Notice,
  Spinner,
  TabPanel,
  Tabs,
  useMessages,
  useTabsId,
} from '../../ui/index.ts';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi } from '../app/room-context.tsx';
import { useFormat } from '../app/use-format.ts';
import { problemOf } from '../state/problem-of.ts';
import { EntryFacts } from './EntryFacts.tsx';
import { LeafBytes } from './LeafBytes.tsx';
import { LeafTree } from './LeafTree.tsx';
import { ledgerMessages } from './messages.ts';
import { proofMessages } from './proof-messages.ts';
import { useLeafProof } from './use-leaf-proof.ts';

const TAB_IDS = ['facts', 'bytes', 'proof'] as const;
type TabId = (typeof TAB_IDS)[number];
const TAB_KEYS = { facts: 'tabFacts', bytes: 'tabBytes', proof: 'tabProof' } as const;

export interface EntryDetailProps {
  /** Sequence number of the entry. */
  readonly entry: number;
  readonly onClose: () => void;
}

/** One entry: what moved, the bytes it is kept as, and the proof that it is in the ledger. */
export function EntryDetail({ entry, onClose }: EntryDetailProps) {
  const t = useMessages(ledgerMessages);
  const problems = useMessages(problemMessages);
  const format = useFormat();
  const { row, problem, isMissing } = useEntry(entry);
  return (
    <section className="cr-entry" aria-label={t('entryTitle', { number: format.count(entry) })}>
      <header>
        <h2>{t('entryTitle', { number: format.count(entry) })}</h2>
        <IconButton label={t('close')} icon={<X />} onClick={onClose} />
      </header>
      {problem && <Notice {...problemNotice(problems, problem)} />}
      {isMissing && <p>{t('notThere', { number: format.count(entry) })}</p>}
      {row && <EntryViews key={row.leaf} row={row} />}
      {!row && !problem && !isMissing && <Spinner label={t('loading')} />}
    </section>
  );
}

function useEntry(number: number) {
  const api = useApi();
  const [row, setRow] = useState<EntryRow>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    setRow(undefined);
    setProblem(undefined);
    setMissing(false);
    api.call('ledger.entries', { before: number + 1, limit: 1 }).then(
      ({ rows: [found] }) => {
        if (!isCurrent) return;
        if (found?.sequence === number) setRow(found);
        else setMissing(true);
      },
      (error: unknown) => isCurrent && setProblem(problemOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, number]);
  return { row, problem, isMissing };
}

function EntryViews({ row }: { readonly row: EntryRow }) {
  const t = useMessages(ledgerMessages);
  const p = useMessages(proofMessages);
  const problems = useMessages(problemMessages);
  const idBase = useTabsId();
  const [tab, setTab] = useState<TabId>('facts');
  const leaf = useLeafProof(row.leaf);
  const tabs = TAB_IDS.map((id) => ({ id, label: p(TAB_KEYS[id]) }));
  return (
    <>
      <Tabs label={p('tabs')} idBase={idBase} tabs={tabs} selected={tab} onSelect={setTab} />
      <TabPanel idBase={idBase} id={tab} className="cr-entry-view">
        {tab === 'facts' && <EntryFacts row={row} leaf={leaf} />}
        {tab !== 'facts' && leaf.state === 'loading' && <Spinner label={t('loading')} />}
        {leaf.state === 'failed' && <Notice {...problemNotice(problems, leaf.problem)} />}
        {tab === 'bytes' && leaf.state === 'ready' && <LeafBytes proof={leaf.proof} />}
        {tab === 'proof' && leaf.state === 'ready' && (
          <LeafTree proof={leaf.proof} txnId={row.txnId} />
        )}
      </TabPanel>
    </>
  );
}
