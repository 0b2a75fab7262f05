import type { PageDefinition } from '../app/page-definition.ts';
import { Ledger } from './Ledger.tsx';

export const ledgerPage: PageDefinition = {
  id: 'ledger',
  title: { en: 'Ledger', hi: 'खाता-बही' },
  Page: Ledger,
  help: [
    {
      title: { en: 'Why you can trust it', hi: 'इस पर भरोसा क्यों' },
      text: {
        en: 'Every movement of money is a leaf of one Merkle tree (RFC 6962). Each commit ends with a block leaf that carries the hash of the block before. The bank signs the tree’s root. Changing one byte anywhere changes the root, and the signature no longer fits.',
        hi: 'पैसे की हर आवाजाही एक मर्कल पेड़ (RFC 6962) का पत्ता है। हर लेखन के अंत में एक ब्लॉक-पत्ता होता है जिसमें पिछले ब्लॉक का हैश है। पेड़ की जड़ पर बैंक हस्ताक्षर करता है। कहीं एक बाइट भी बदले तो जड़ बदल जाती है और हस्ताक्षर मेल नहीं खाता।',
      },
    },
    {
      title: { en: 'What to try', hi: 'क्या आज़माएँ' },
      text: {
        en: 'Press Verify. Open an entry and look at its bytes and its proof. Under Checkpoints save one, make payments, come back and check that the ledger only grew.',
        hi: 'जाँचें दबाएँ। एक प्रविष्टि खोलकर उसके बाइट और प्रमाण देखें। चेकपॉइंट में एक सेव करें, भुगतान करें, लौटकर जाँचें कि खाता-बही केवल बढ़ी है।',
      },
    },
  ],
};
