import type { PageDefinition } from '../app/page-definition.ts';
import { Attacks } from './Attacks.tsx';

export const attacksPage: PageDefinition = {
  id: 'attacks',
  title: { en: 'Attacks', hi: 'हमले' },
  Page: Attacks,
  help: [
    {
      title: { en: 'The attack lab', hi: 'हमलों की लैब' },
      text: {
        en: 'Each attack really happens: a scratch bank, a terminal and phones are started for it, over real connections, and are gone afterwards. It runs twice, once with the defence and once without, so that you see what the defence is for. Nothing is ever switched off in your own bank; its signed head is shown before and after.',
        hi: 'हर हमला सच में होता है: उसके लिए अस्थायी बैंक, टर्मिनल और फ़ोन असली जोड़ों पर चलते हैं और बाद में हट जाते हैं। हमला दो बार चलता है, एक बार बचाव के साथ और एक बार बिना, ताकि दिखे कि बचाव किस काम का है। आपके अपने बैंक में कुछ बंद नहीं होता; उसका हस्ताक्षरित सिरा पहले और बाद में दिखाया जाता है।',
      },
    },
    {
      title: { en: 'For a lesson', hi: 'कक्षा के लिए' },
      text: {
        en: 'Ask first: “How would you steal here?” Then run the attack, compare the two columns line by line, and open the bytes. Where the defence is missing, ask who in a real payment system has to provide it.',
        hi: 'पहले पूछें: “यहाँ आप चोरी कैसे करेंगे?” फिर हमला चलाएँ, दोनों स्तंभ पंक्ति-दर-पंक्ति मिलाएँ और बाइट खोलें। जहाँ बचाव नहीं है वहाँ पूछें कि असली व्यवस्था में वह किसका काम है।',
      },
    },
  ],
};
