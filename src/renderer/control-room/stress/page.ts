import type { PageDefinition } from '../app/page-definition.ts';
import { Stress } from './Stress.tsx';

export const stressPage: PageDefinition = {
  id: 'stress',
  title: { en: 'Stress', hi: 'भार' },
  Page: Stress,
  help: [
    {
      title: { en: 'Stress test', hi: 'भार परीक्षण' },
      text: {
        en: 'Lets up to 200,000 simulated users register and pay at once. Every reply is checked against what it must be, and at the end the whole ledger. A scratch bank of its own is used unless you choose the bank of this desk.',
        hi: 'दो लाख तक नकली उपयोगकर्ता एक साथ पंजीकरण और भुगतान करते हैं। हर जवाब को जाँचा जाता है कि वह सही है, और अंत में पूरी बही को। जब तक आप इस डेस्क का बैंक न चुनें, अलग अस्थायी बैंक चलता है।',
      },
    },
  ],
};
