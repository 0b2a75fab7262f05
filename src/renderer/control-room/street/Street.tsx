import { useState } from 'react';
import { useRoom } from '../app/room-context.tsx';
import { DevicesPanel } from '../devices/DevicesPanel.tsx';
import { BankFacts } from './BankFacts.tsx';
import { EarlierPayments } from './EarlierPayments.tsx';
import { LedgerStrip } from './LedgerStrip.tsx';
import { NewestPayment } from './NewestPayment.tsx';
import './street.css';

/** The desk: who is here, what was just paid and how, the bank's figures, the ledger's head. */
export function Street() {
  const [picked, setPicked] = useState<string>();
  const newest = useRoom().payments?.[0]?.txnId;
  return (
    <div className="cr-street">
      <DevicesPanel />
      <div className="cr-middle">
        <NewestPayment picked={picked} onBackToNewest={() => setPicked(undefined)} />
        <EarlierPayments shown={picked ?? newest} onPick={setPicked} />
      </div>
      <BankFacts />
      <LedgerStrip />
    </div>
  );
}
