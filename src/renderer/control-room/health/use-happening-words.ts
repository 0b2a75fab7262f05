import { useCallback } from 'react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import { formatMoney, useMessages } from '../../ui/index.ts';
import { usePartyName } from '../app/party-name.ts';
import { shortHash } from '../app/short-hash.ts';
import { useFormat } from '../app/use-format.ts';
import type { Happening } from '../state/happenings.ts';
import { healthMessages } from './messages.ts';

/** A line of the event log as a sentence. */
export function useHappeningWords(): (event: Happening['event']) => string {
  const t = useMessages(healthMessages);
  const format = useFormat();
  const nameOf = usePartyName();
  return useCallback(
    (event) => {
      const account = (row: AccountRow): string => {
        const { state, pinLockedUntilMs, balancePaise } = row;
        const name = nameOf(row.name, row.id);
        if (state !== 'active') return t('accountState', { name, state: t(state) });
        if (pinLockedUntilMs !== undefined) {
          return t('accountLocked', { name, time: format.time(pinLockedUntilMs) });
        }
        return t('accountOpen', { name, balance: formatMoney(balancePaise) });
      };
      switch (event.kind) {
        case 'payment': {
          const { amountPaise, code } = event.row;
          const payer = nameOf(event.row.payerName, event.row.payer);
          const payee = nameOf(event.row.payeeName, event.row.payee);
          const { meaning } = RESPONSE_CODES[code];
          return t('payment', { payer, payee, amount: formatMoney(amountPaise), code, meaning });
        }
        case 'block': {
          const { height, entryCount, hash } = event.block;
          const count = t('commitEntries', { count: entryCount });
          return t('block', { height: format.count(height), count, hash: shortHash(hash) });
        }
        case 'account':
          return account(event.account);
        case 'terminal':
          return t(event.isOnline ? 'terminalOn' : 'terminalOff', { vmid: event.vmid });
        case 'order': {
          const { amountPaise, vmid, state } = event.order;
          return t('order', {
            amount: formatMoney(amountPaise),
            vmid,
            state: t(`order_${state}`),
          });
        }
        case 'sms':
          return t('sms', { mobile: event.mobile });
      }
    },
    [t, format, nameOf],
  );
}
