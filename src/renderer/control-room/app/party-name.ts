import { useCallback } from 'react';
import { EQUITY_ACCOUNT, SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import { defineMessages, useMessages } from '../../ui/index.ts';

const messages = defineMessages({
  en: { equity: 'Bank’s equity', suspense: 'Bank’s suspense' },
  hi: { equity: 'बैंक की पूँजी', suspense: 'बैंक का उचंत खाता' },
});

/** What people call an account: the bank's own have only ids. */
export function usePartyName(): (name: string, id: string) => string {
  const t = useMessages(messages);
  return useCallback(
    (name, id) => {
      if (id === EQUITY_ACCOUNT || name === EQUITY_ACCOUNT) return t('equity');
      if (id === SUSPENSE_ACCOUNT || name === SUSPENSE_ACCOUNT) return t('suspense');
      return name || id;
    },
    [t],
  );
}
