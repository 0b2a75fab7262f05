import { useState } from 'react';
import { Button, formatMoney, Money, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { usePartyName } from '../app/party-name.ts';
import { useRoom } from '../app/room-context.tsx';
import { useFormat } from '../app/use-format.ts';
import { streetMessages } from './messages.ts';
import { PaymentTag } from './PaymentTag.tsx';

/** More would push the rest of the desk out of sight. */
const SHOWN_FIRST = 12;

export interface EarlierPaymentsProps {
  /** The payment that is shown above. */
  readonly shown: string | undefined;
  readonly onPick: (txnId: string) => void;
}

/** Payments before the newest one; nothing is drawn until there are any. */
export function EarlierPayments({ shown, onPick }: EarlierPaymentsProps) {
  const t = useMessages(streetMessages);
  const format = useFormat();
  const nameOf = usePartyName();
  const [isWhole, setWhole] = useState(false);
  const all = useRoom().payments?.slice(1) ?? [];
  if (all.length === 0) return null;
  const rows = isWhole ? all : all.slice(0, SHOWN_FIRST);
  return (
    <HelpPanel title={t('before')} help={t('beforeHelp')} className="cr-before">
      <ul>
        {rows.map((row) => {
          const { amountPaise } = row;
          const payer = nameOf(row.payerName, row.payer);
          const payee = nameOf(row.payeeName, row.payee);
          return (
            <li key={row.txnId} className={row.txnId === shown ? 'is-shown' : undefined}>
              <button
                type="button"
                className="cr-before-row"
                aria-label={t('showWay', { payer, payee, amount: formatMoney(amountPaise) })}
                aria-pressed={row.txnId === shown}
                onClick={() => onPick(row.txnId)}
              >
                <time dateTime={new Date(row.timeMs).toISOString()}>{format.time(row.timeMs)}</time>
                <span className="cr-before-who">{t('tookPart', { payer, payee })}</span>
                <strong>
                  <Money paise={amountPaise} />
                </strong>
                <PaymentTag row={row} />
              </button>
            </li>
          );
        })}
      </ul>
      {rows.length < all.length && (
        <Button variant="quiet" onClick={() => setWhole(true)}>
          {t('showAll', { count: all.length })}
        </Button>
      )}
    </HelpPanel>
  );
}
