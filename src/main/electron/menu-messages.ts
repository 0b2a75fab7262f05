/** The desktop menu's words; it speaks the system's language, being no page. */
const en = {
  file: 'File',
  view: 'View',
  bank: 'Bank',
  window: 'Window',
  help: 'Help',
  demo: 'Set up a demo',
  addPhone: 'Add phone…',
  addPos: 'Add POS…',
  market: 'Market street…',
  folder: 'Open the data folder',
  palette: 'Search commands…',
  verify: 'Verify the ledger',
  backup: 'Make a backup now',
  fair: 'Back to fair weather',
  reset: 'Reset everything…',
  arrange: 'Arrange devices side by side',
  helpPage: 'Help on this page',
  tour: 'Guided tour',
  about: 'About UPI Simulator',
} as const;

export type MenuWord = keyof typeof en;

const hi: Readonly<Record<MenuWord, string>> = {
  file: 'फ़ाइल',
  view: 'दृश्य',
  bank: 'बैंक',
  window: 'विंडो',
  help: 'मदद',
  demo: 'डेमो तैयार करें',
  addPhone: 'फ़ोन जोड़ें…',
  addPos: 'पीओएस जोड़ें…',
  market: 'पूरा बाज़ार…',
  folder: 'डेटा फ़ोल्डर खोलें',
  palette: 'कमांड खोजें…',
  verify: 'खाता-बही जाँचें',
  backup: 'अभी बैकअप बनाएँ',
  fair: 'मौसम साफ़ करें',
  reset: 'सब कुछ मिटाकर नए सिरे से…',
  arrange: 'उपकरण साथ-साथ लगाएँ',
  helpPage: 'इस पेज की मदद',
  tour: 'सैर शुरू करें',
  about: 'यूपीआई सिम्युलेटर के बारे में',
};

/** @param locale the system's, such as "hi-IN" */
export const menuWords = (locale: string): Readonly<Record<MenuWord, string>> =>
  locale.toLowerCase().startsWith('hi') ? hi : en;
