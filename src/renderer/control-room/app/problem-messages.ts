import type { ApiProblem } from '#shared/simulator/contract.ts';
import { defineMessages, type NoticeText, type Translate } from '../../ui/index.ts';

/** What to do about each refusal of the host; what happened is the host's own sentence. */
export const problemMessages = defineMessages({
  en: {
    forbidden: 'This window may not do that.',
    forbiddenNext: 'Open the control room again with the address that npm start printed.',
    invalid: 'Something in it is not right.',
    invalidNext: 'Correct the marked fields and try again.',
    'not-found': 'That is no longer there.',
    'not-foundNext': 'Somebody may have removed it. Look at the list again.',
    'port-in-use': 'That port is taken.',
    'port-in-useNext': 'Choose another port.',
    'already-registered': 'That is registered already.',
    'already-registeredNext': 'Use another one, or open the device that is there.',
    'bank-unreachable': 'The bank does not answer.',
    'bank-unreachableNext': 'Wait a moment and try again.',
    'host-unreachable': 'The simulator does not answer.',
    'host-unreachableNext': 'Start it again with npm start. Answered payments are kept.',
    limit: 'That would be too many.',
    limitNext: 'Close or remove something first.',
    observing: 'This window can only watch.',
    observingNext: 'Start the simulator with the admin key of this bank to change anything.',
    refused: 'The bank refused.',
    refusedNext: 'Read why, change it and try again.',
    internal: 'Something went wrong in the simulator.',
    internalNext: 'Try again. If it happens again, report it with this text.',
    nothingChanged: 'No money was moved.',
    detail: ({ message, next }: { message: string; next: string }) => `${message} ${next}`,
    small: ({ code }: { code: string; message: string }) => code,
  },
  hi: {
    forbidden: 'यह विंडो ऐसा नहीं कर सकती।',
    forbiddenNext: 'npm start ने जो पता दिखाया था, उसी से कंट्रोल रूम फिर खोलें।',
    invalid: 'कुछ जानकारी ठीक नहीं है।',
    invalidNext: 'निशान लगे खानों को ठीक करके फिर कोशिश करें।',
    'not-found': 'वह अब यहाँ नहीं है।',
    'not-foundNext': 'शायद किसी ने हटा दिया है। सूची फिर देखें।',
    'port-in-use': 'यह पोर्ट पहले से काम में है।',
    'port-in-useNext': 'दूसरा पोर्ट चुनें।',
    'already-registered': 'यह पहले से पंजीकृत है।',
    'already-registeredNext': 'कोई और डालें, या जो उपकरण है उसे खोलें।',
    'bank-unreachable': 'बैंक जवाब नहीं दे रहा।',
    'bank-unreachableNext': 'थोड़ा रुककर फिर कोशिश करें।',
    'host-unreachable': 'सिम्युलेटर जवाब नहीं दे रहा।',
    'host-unreachableNext': 'npm start से फिर चालू करें। जिन भुगतानों का जवाब मिला, वे सुरक्षित हैं।',
    limit: 'इतने ज़्यादा नहीं हो सकते।',
    limitNext: 'पहले कुछ बंद करें या हटाएँ।',
    observing: 'यह विंडो केवल देख सकती है।',
    observingNext: 'कुछ बदलने के लिए सिम्युलेटर को इस बैंक की एडमिन कुंजी के साथ चालू करें।',
    refused: 'बैंक ने मना कर दिया।',
    refusedNext: 'कारण पढ़ें, बदलाव करें और फिर कोशिश करें।',
    internal: 'सिम्युलेटर में कुछ गड़बड़ हुई।',
    internalNext: 'फिर कोशिश करें। दोबारा हो तो यह संदेश भेजकर बताएँ।',
    nothingChanged: 'कोई पैसा नहीं गया।',
    // The host speaks English; its sentence goes to the small print.
    detail: ({ next }) => next,
    small: ({ code, message }) => `${code} · ${message}`,
  },
});

type T = Translate<(typeof problemMessages)['en']>;

/** A refusal as a notice: what happened, that no money moved, what to do; code in small print. */
export function problemNotice(t: T, problem: ApiProblem): NoticeText {
  const { code, message } = problem;
  return {
    tone: 'bad',
    title: t(code),
    money: t('nothingChanged'),
    next: t('detail', { message, next: t(`${code}Next`) }),
    code: t('small', { code, message }),
  };
}
