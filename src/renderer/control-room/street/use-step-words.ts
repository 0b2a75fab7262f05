import { useCallback } from 'react';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { useMessages } from '../../ui/index.ts';
import { usePartyName } from '../app/party-name.ts';
import { useFormat } from '../app/use-format.ts';
import type { TraceLine } from '../state/trace.ts';
import { streetMessages } from './messages.ts';

/** What an arrow says, for a payment that went through or was refused. */
export function useStepWords(row: PaymentRow): (line: TraceLine) => string {
  const t = useMessages(streetMessages);
  const format = useFormat();
  const nameOf = usePartyName();
  return useCallback(
    ({ label }) => {
      const isRefused = row.status === 'FAILURE';
      switch (label) {
        case 'debited':
          return t('debited', { name: nameOf(row.payerName, row.payer) });
        case 'credited':
          return t('credited', { name: nameOf(row.payeeName, row.payee) });
        case 'durable':
          return row.ledger
            ? t('durable', { block: format.count(row.ledger.block) })
            : t('durableOnly');
        case 'verified':
          return isRefused ? t('refused') : t('verified');
        case 'answered':
          return isRefused ? t('answeredRefused', { code: row.code }) : t('answered');
        case 'notified':
          return isRefused ? t('notifiedRefused') : t('notified');
        default:
          return t(label);
      }
    },
    [t, format, nameOf, row],
  );
}
