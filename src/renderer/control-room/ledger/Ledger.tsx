import { useState } from 'react';
import { TabPanel, Tabs, useMessages, useTabsId } from '../../ui/index.ts';
import { useRoom } from '../app/room-context.tsx';
import { Checkpoints } from './Checkpoints.tsx';
import { Explorer } from './Explorer.tsx';
import { ledgerMessages } from './messages.ts';
import { VerifyPanel } from './VerifyPanel.tsx';
import './ledger.css';
import './proof.css';

const VIEWS = ['explorer', 'checkpoints'] as const;

/** The ledger: read it, prove one entry, check all of it, hold the bank to what it signed. */
export function Ledger() {
  const t = useMessages(ledgerMessages);
  const idBase = useTabsId();
  const [view, setView] = useState<(typeof VIEWS)[number]>('explorer');
  const startedMs = useRoom().health?.startedMs;
  const tabs = VIEWS.map((id) => ({ id, label: t(id) }));
  return (
    <div className="cr-ledger" key={startedMs}>
      <VerifyPanel />
      <div className="cr-ledger-tabs">
        <Tabs
          label={t('pageTabs')}
          idBase={idBase}
          tabs={tabs}
          selected={view}
          onSelect={setView}
        />
      </div>
      <TabPanel idBase={idBase} id={view} className="cr-ledger-view">
        {view === 'explorer' ? <Explorer /> : <Checkpoints />}
      </TabPanel>
    </div>
  );
}
