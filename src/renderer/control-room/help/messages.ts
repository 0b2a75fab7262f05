import { defineMessages } from '../../ui/index.ts';

export const helpMessages = defineMessages({
  en: {
    title: 'Help',
    tour: 'Start the guided tour',
    intro:
      'A whole UPI network on this computer: a bank, shops with their machines, and people with phones. No real money, not NPCI software.',
    shortcuts: 'Keys',
    shortcutPalette: 'Search every command',
    shortcutEscape: 'Close what is open',
    shortcutTab: 'Go through everything on the page',
    words: 'Words',
    wordVpa: 'UPI ID (VPA): an address such as demo@upisim that stands for an account.',
    wordRrn: 'RRN: the twelve digits that name a payment at every bank it touched.',
    wordMid: 'MID, VMID: a merchant’s number, and the number of its machine.',
    wordBlock: 'Block: everything the bank made durable at once, linked to the block before.',
    wordCheckpoint: 'Checkpoint: the bank’s signature under the whole ledger at one moment.',
  },
  hi: {
    title: 'मदद',
    tour: 'सैर शुरू करें',
    intro:
      'इस कंप्यूटर पर पूरा यूपीआई तंत्र: बैंक, अपनी मशीनों वाली दुकानें और फ़ोन वाले लोग। असली पैसा नहीं, एनपीसीआई का सॉफ़्टवेयर नहीं।',
    shortcuts: 'कुंजियाँ',
    shortcutPalette: 'हर कमांड खोजें',
    shortcutEscape: 'जो खुला है उसे बंद करें',
    shortcutTab: 'पेज की हर चीज़ पर जाएँ',
    words: 'शब्द',
    wordVpa: 'यूपीआई आईडी (VPA): demo@upisim जैसा पता, जो किसी खाते के लिए है।',
    wordRrn: 'RRN: बारह अंक जिनसे हर बैंक में भुगतान पहचाना जाता है।',
    wordMid: 'MID, VMID: दुकानदार का नंबर और उसकी मशीन का नंबर।',
    wordBlock: 'ब्लॉक: वह सब जो बैंक ने एक साथ पक्का किया, पिछले ब्लॉक से जुड़ा हुआ।',
    wordCheckpoint: 'चेकपॉइंट: किसी एक पल पर पूरी खाता-बही के नीचे बैंक का हस्ताक्षर।',
  },
});
