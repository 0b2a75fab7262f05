import type { PageDefinition } from '../app/page-definition.ts';
import { Health } from './Health.tsx';

export const healthPage: PageDefinition = {
  id: 'health',
  title: { en: 'Health', hi: 'हाल' },
  Page: Health,
  help: [
    {
      title: { en: 'Health', hi: 'हाल' },
      text: {
        en: 'Throughput, latency, commit time and memory of the running bank, and a log of what it reported. A payment’s latency is mostly the wait for a durable commit, which many payments share.',
        hi: 'चलते बैंक की गति, विलंब, लेखन का समय और मेमोरी, और उसने जो बताया उसकी सूची। भुगतान का विलंब ज़्यादातर पक्के लेखन की प्रतीक्षा है, जो कई भुगतान मिलकर बाँटते हैं।',
      },
    },
  ],
};
