import type { PageDefinition } from '../app/page-definition.ts';
import { Street } from './Street.tsx';

export const streetPage: PageDefinition = {
  id: 'street',
  title: { en: 'Street', hi: 'गली' },
  Page: Street,
  help: [
    {
      title: { en: 'The street', hi: 'गली' },
      text: {
        en: 'Add shops and people, open their windows, and watch each payment travel from the phone through the shop’s terminal to the bank and into the ledger. Everything on this page is live.',
        hi: 'दुकानें और लोग जोड़ें, उनकी विंडो खोलें, और हर भुगतान को फ़ोन से दुकान के टर्मिनल होते हुए बैंक और खाता-बही तक जाते देखें। इस पेज पर सब कुछ उसी समय का है।',
      },
    },
    {
      title: { en: 'A first payment', hi: 'पहला भुगतान' },
      text: {
        en: 'Press Set up a demo. On the POS type 20 and press Charge. On the phone press Scan any QR code, choose POS nearby, and enter the demo PIN, which stands in the phone’s row here.',
        hi: 'डेमो तैयार करें दबाएँ। पीओएस पर 20 लिखकर चार्ज दबाएँ। फ़ोन पर कोई भी क्यूआर कोड स्कैन करें दबाएँ, पास का पीओएस चुनें और डेमो पिन डालें, जो यहाँ फ़ोन की पंक्ति में लिखा है।',
      },
    },
  ],
};
