import type { PageDefinition } from '../app/page-definition.ts';
import { Accounts } from './Accounts.tsx';

export const accountsPage: PageDefinition = {
  id: 'accounts',
  title: { en: 'Accounts', hi: 'खाते' },
  Page: Accounts,
  help: [
    {
      title: { en: 'Accounts', hi: 'खाते' },
      text: {
        en: 'People and merchants with their balances, as the bank keeps them. Open one for its statement and export it as CSV. Simulated accounts come from stress runs.',
        hi: 'लोग और दुकानदार अपनी राशियों के साथ, जैसा बैंक रखता है। किसी को खोलें तो उसका विवरण दिखेगा, जिसे CSV में निकाल सकते हैं। नकली खाते स्ट्रेस जाँच से आते हैं।',
      },
    },
  ],
};
