import type { PageDefinition } from '../app/page-definition.ts';
import { Settings } from './Settings.tsx';

export const settingsPage: PageDefinition = {
  id: 'settings',
  title: { en: 'Settings', hi: 'सेटिंग' },
  Page: Settings,
  help: [
    {
      title: { en: 'Settings', hi: 'सेटिंग' },
      text: {
        en: 'Change the bank’s limits to see each decline: set “Most in one payment” to ₹10 and pay ₹20, and the phone shows Z8. “NPCI-like defaults” brings the rules back.',
        hi: 'बैंक की सीमाएँ बदलकर हर इनकार देखें: “एक भुगतान में ज़्यादा से ज़्यादा” ₹10 करें और ₹20 चुकाएँ, फ़ोन Z8 दिखाएगा। “एनपीसीआई जैसे शुरुआती मान” से नियम लौट आते हैं।',
      },
    },
  ],
};
