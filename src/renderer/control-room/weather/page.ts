import type { PageDefinition } from '../app/page-definition.ts';
import { Weather } from './Weather.tsx';

export const weatherPage: PageDefinition = {
  id: 'weather',
  title: { en: 'Weather', hi: 'मौसम' },
  Page: Weather,
  help: [
    {
      title: { en: 'Network weather', hi: 'नेटवर्क का मौसम' },
      text: {
        en: 'Bends the network on purpose: slow answers, timeouts, banks that are offline, payments that hang or come back, a wrong clock. For everybody or for one account. The codes are NPCI’s, and no money is ever lost: press Verify on the Ledger page in any weather.',
        hi: 'नेटवर्क को जानबूझकर बिगाड़ता है: धीमे जवाब, समय समाप्त, बंद बैंक, अटके या लौटे भुगतान, गलत घड़ी। सबके लिए या एक खाते के लिए। कोड NPCI के हैं, और पैसा कभी नहीं खोता: किसी भी मौसम में खाता-बही पेज पर जाँचें दबाएँ।',
      },
    },
  ],
};
