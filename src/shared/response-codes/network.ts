import { noMoneyMoved, type ResponseCodeTable, say } from './sentence.ts';

/** What the network in the middle decides. */
export const NETWORK_CODES = {
  U02: {
    meaning: 'Amount cap is exceeded',
    decline: 'BD',
    when: "The network's cap for one payment, or for what a person may ask for, is exceeded.",
    provoke: 'Fault `decline` with code `U02`, or a collect request for Rs 2,000.01.',
    payer: say(
      "The amount is above the network's cap. No money was taken. Pay a smaller amount.",
      'राशि नेटवर्क की सीमा से अधिक है। कोई पैसा नहीं कटा। कम राशि दें।',
    ),
    merchant: noMoneyMoved,
  },
  U03: {
    meaning: 'Net debit cap is exceeded',
    decline: 'BD',
    when: "The payer's bank has used up what it may owe the network until settlement.",
    provoke: 'Fault `decline` with code `U03`.',
    payer: say(
      'Your bank has used up its limit in the network. No money was taken. Try again later.',
      'नेटवर्क में आपके बैंक की सीमा पूरी हो गई है। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U09: {
    meaning: 'ReqAuth timeout for PAY',
    decline: 'TD',
    when: "The payee's payment app did not answer who is to be paid.",
    provoke: 'Fault `decline` with code `U09`.',
    payer: say(
      "The payee's payment app did not answer in time. No money was taken. Try again later.",
      'प्राप्तकर्ता के भुगतान ऐप ने समय पर जवाब नहीं दिया। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U16: {
    meaning: 'Risk threshold exceeded',
    decline: 'BD',
    when: "The network's own risk rule stops the payment.",
    provoke: 'Fault `risk` with code `U16`.',
    payer: say(
      'The network stopped this payment as too risky. No money was taken. Check the payee, or pay another way.',
      'नेटवर्क ने जोखिम के कारण यह भुगतान रोका। कोई पैसा नहीं कटा। प्राप्तकर्ता को जाँचें या दूसरे तरीके से भुगतान करें।',
    ),
    merchant: noMoneyMoved,
  },
  U92: {
    meaning: 'Payer PSP not available',
    decline: 'TD',
    when: "The payer's payment app is unavailable.",
    provoke: 'Fault `decline` with code `U92`.',
    payer: say(
      'The server of your payment app is not available. No money was taken. Try again later.',
      'आपके भुगतान ऐप का सर्वर उपलब्ध नहीं है। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U93: {
    meaning: 'Payee PSP not available',
    decline: 'TD',
    when: "The payee's payment app is unavailable.",
    provoke: 'Fault `decline` with code `U93`.',
    payer: say(
      "The server of the payee's payment app is not available. No money was taken. Try again later.",
      'प्राप्तकर्ता के भुगतान ऐप का सर्वर उपलब्ध नहीं है। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
} as const satisfies ResponseCodeTable;
