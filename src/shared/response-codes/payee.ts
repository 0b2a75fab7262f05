import { noMoneyMoved, type ResponseCodeTable, say } from './sentence.ts';

/** The payee, the shop's machine and its charge. */
export const PAYEE_CODES = {
  ZH: {
    meaning: 'Invalid virtual address',
    decline: 'BD',
    when: 'No account has this UPI ID.',
    provoke: 'Pay to `nobody.here@upisim`.',
    payer: say(
      'This UPI ID does not exist. No money was taken. Check it and try again.',
      'यह यूपीआई आईडी मौजूद नहीं है। कोई पैसा नहीं कटा। जाँच कर फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  X6: {
    meaning: 'Invalid merchant (acquirer)',
    decline: 'BD',
    when: "The order names another shop's machine or charge.",
    provoke: 'Pay one shop with the charge of another.',
    payer: say(
      'The bank does not know this shop, or its code is not genuine. No money was taken. Ask the shop for a new code.',
      'बैंक इस दुकान को नहीं जानता या कोड असली नहीं है। कोई पैसा नहीं कटा। दुकान से नया कोड लें।',
    ),
    merchant: noMoneyMoved,
  },
  X7: {
    meaning: 'Merchant not reachable (acquirer)',
    decline: 'TD',
    when: 'The UPI machine the order was signed for is unknown or off.',
    provoke: 'Switch the machine off between review and PIN.',
    payer: say(
      "The shop's UPI machine is off or unknown. No money was taken. Ask the shop to switch it on.",
      'दुकान की यूपीआई मशीन बंद है या अज्ञात है। कोई पैसा नहीं कटा। दुकान से मशीन चालू करने को कहें।',
    ),
    merchant: say('This machine could not be reached.', 'इस मशीन तक पहुँचा नहीं जा सका।'),
  },
  X1: {
    meaning: 'Response not received within TAT as set by payee',
    decline: 'BD',
    when: "The charge's time is over.",
    provoke: 'Wait until the code on the POS has expired, then pay it.',
    payer: say(
      'This code has expired. No money was taken. Ask the shop for a new one.',
      'इस कोड का समय समाप्त हो गया। कोई पैसा नहीं कटा। दुकान से नया कोड लें।',
    ),
    merchant: say(
      'The code expired before the payment. Charge again.',
      'भुगतान से पहले कोड का समय समाप्त हो गया। फिर से चार्ज करें।',
    ),
  },
  ZY: {
    meaning: 'Inactive or dormant account (beneficiary)',
    decline: 'BD',
    when: "The payee's account is marked dormant.",
    provoke: 'Mark the payee dormant (`admin.account`) and pay.',
    payer: say(
      "The payee's account is dormant. No money was taken.",
      'प्राप्तकर्ता का खाता निष्क्रिय है। कोई पैसा नहीं कटा।',
    ),
    merchant: say(
      'Your account is dormant. Ask your bank to wake it up.',
      'आपका खाता निष्क्रिय है। बैंक से उसे चालू करने को कहें।',
    ),
  },
  YF: {
    meaning: 'Beneficiary account blocked or frozen',
    decline: 'BD',
    when: "The payee's account is frozen.",
    provoke: 'Freeze the payee (`admin.account`) and pay.',
    payer: say(
      "The payee's account is frozen. No money was taken.",
      'प्राप्तकर्ता का खाता फ़्रीज़ है। कोई पैसा नहीं कटा।',
    ),
    merchant: say('Your account is frozen. Ask your bank why.', 'आपका खाता फ़्रीज़ है। बैंक से कारण पूछें।'),
  },
  PS: {
    meaning: 'Maximum balance exceeded as set by beneficiary bank',
    decline: 'BD',
    when: 'The payee would hold more than this bank can count.',
    provoke: 'Fill an account with `admin.deposit` and pay to it.',
    payer: say(
      "The payee's account cannot hold more money. No money was taken.",
      'प्राप्तकर्ता का खाता और पैसा नहीं रख सकता। कोई पैसा नहीं कटा।',
    ),
    merchant: say(
      'Your account cannot hold more money. No payment was made.',
      'आपका खाता और पैसा नहीं रख सकता। कोई भुगतान नहीं हुआ।',
    ),
  },
  U96: {
    meaning: 'Payer and payee account are the same',
    decline: 'BD',
    when: 'Payer and payee are the same account.',
    provoke: 'Pay to your own UPI ID.',
    payer: say(
      'You cannot pay yourself. No money was taken.',
      'आप खुद को भुगतान नहीं कर सकते। कोई पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U12: {
    meaning: 'Amount or currency mismatch',
    decline: 'TD',
    when: "The amount is not the charge's, or a refund is above what is left.",
    provoke: 'Pay another amount than the POS asks for.',
    payer: say(
      'The amount is not the one the shop asked for. No money was taken. Scan the code again.',
      'राशि दुकान द्वारा माँगी गई राशि से अलग है। कोई पैसा नहीं कटा। कोड फिर से स्कैन करें।',
    ),
    merchant: say(
      'A payment with another amount was refused.',
      'अलग राशि वाला भुगतान अस्वीकार किया गया।',
    ),
  },
  UP1: {
    meaning: 'Not a valid amount for this category',
    decline: 'BD',
    when: "The shop's category takes no payment of this size.",
    provoke: 'Fault `decline` with code `UP1`.',
    payer: say(
      'This kind of shop may not take such an amount. No money was taken. Pay a smaller amount.',
      'इस प्रकार की दुकान इतनी राशि नहीं ले सकती। कोई पैसा नहीं कटा। कम राशि दें।',
    ),
    merchant: say(
      'Your category may not take such an amount. No payment was made.',
      'आपकी श्रेणी इतनी राशि नहीं ले सकती। कोई भुगतान नहीं हुआ।',
    ),
  },
  ZI: {
    meaning: 'Suspected fraud: declined on the risk score of the beneficiary',
    decline: 'BD',
    when: "The payee's bank takes the payment for fraud.",
    provoke: 'Fault `risk` with code `ZI`.',
    payer: say(
      "The payee's bank suspects fraud and stopped this payment. No money was taken. Check whom you are paying.",
      'प्राप्तकर्ता के बैंक को धोखाधड़ी का संदेह है, इसलिए यह भुगतान रोका गया। कोई पैसा नहीं कटा। जाँचें कि आप किसे भुगतान कर रहे हैं।',
    ),
    merchant: say(
      'Your bank stopped this payment on suspicion of fraud. Ask your bank why.',
      'आपके बैंक ने धोखाधड़ी के संदेह में यह भुगतान रोका। बैंक से कारण पूछें।',
    ),
  },
  U77: {
    meaning: 'Merchant blocked',
    decline: 'TD',
    when: 'The network has blocked this shop.',
    provoke: 'Fault `decline` with code `U77`, scoped to the shop.',
    payer: say(
      'The network has blocked this payee. No money was taken. Try again later.',
      'नेटवर्क ने इस प्राप्तकर्ता को रोक रखा है। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      'The network has blocked payments to you. Ask your bank why.',
      'नेटवर्क ने आपको भुगतान रोक रखे हैं। बैंक से कारण पूछें।',
    ),
  },
} as const satisfies ResponseCodeTable;
