/**
 * NPCI response codes that this network can answer with: a closed set (NPCI "UPI Error and
 * Response Codes"). Every code has a sentence for the payer and one for the merchant: what
 * happened, what it means for the money, what to do next.
 */
export type Language = 'en' | 'hi';
export type Sentence = Readonly<Record<Language, string>>;

export interface ResponseCodeInfo {
  /** NPCI's own short text. */
  readonly meaning: string;
  /** Technical or business decline; none for success and pending. */
  readonly decline: 'TD' | 'BD' | 'none';
  readonly payer: Sentence;
  readonly merchant: Sentence;
}

const say = (en: string, hi: string): Sentence => ({ en, hi });

const noMoneyMoved = say('No payment was made.', 'कोई भुगतान नहीं हुआ।');

export const RESPONSE_CODES = {
  '00': {
    meaning: 'Approved or completed successfully',
    decline: 'none',
    payer: say('Paid. The money has reached the payee.', 'भुगतान हो गया। पैसा प्राप्तकर्ता को मिल गया।'),
    merchant: say('Payment received in your account.', 'भुगतान आपके खाते में आ गया।'),
  },
  '01': {
    meaning: 'Pending',
    decline: 'none',
    payer: say(
      'The payment is in progress. Do not pay again; the result will come.',
      'भुगतान प्रक्रिया में है। दोबारा भुगतान न करें; नतीजा आएगा।',
    ),
    merchant: say(
      'The payment is in progress. Wait for the result before handing over goods.',
      'भुगतान प्रक्रिया में है। सामान देने से पहले नतीजे की प्रतीक्षा करें।',
    ),
  },
  ZM: {
    meaning: 'Invalid MPIN',
    decline: 'BD',
    payer: say(
      'Wrong UPI PIN. No money was taken. Try again with the right PIN.',
      'गलत यूपीआई पिन। कोई पैसा नहीं कटा। सही पिन से फिर कोशिश करें।',
    ),
    merchant: say(
      'The customer entered a wrong PIN. No payment was made.',
      'ग्राहक ने गलत पिन डाला। कोई भुगतान नहीं हुआ।',
    ),
  },
  Z6: {
    meaning: 'Number of PIN tries exceeded',
    decline: 'BD',
    payer: say(
      'Too many wrong PINs: UPI is locked for this account. No money was taken. Wait until the lock ends or reset the PIN.',
      'कई बार गलत पिन: इस खाते का यूपीआई बंद है। कोई पैसा नहीं कटा। ताला खुलने तक रुकें या पिन रीसेट करें।',
    ),
    merchant: say(
      "The customer's UPI is locked. No payment was made.",
      'ग्राहक का यूपीआई बंद है। कोई भुगतान नहीं हुआ।',
    ),
  },
  Z7: {
    meaning: 'Transaction frequency limit exceeded as set by remitting member',
    decline: 'BD',
    payer: say(
      'You have made as many payments today as your bank allows. No money was taken. Try again tomorrow.',
      'आज आपके बैंक की अनुमति जितने भुगतान हो चुके हैं। कोई पैसा नहीं कटा। कल फिर कोशिश करें।',
    ),
    merchant: say(
      "The customer's daily number of payments is used up. No payment was made.",
      'ग्राहक के दिन के भुगतानों की संख्या पूरी हो गई है। कोई भुगतान नहीं हुआ।',
    ),
  },
  Z8: {
    meaning: 'Per transaction limit exceeded as set by remitting member',
    decline: 'BD',
    payer: say(
      'The amount is above the limit of one payment. No money was taken. Pay a smaller amount.',
      'राशि एक भुगतान की सीमा से अधिक है। कोई पैसा नहीं कटा। कम राशि दें।',
    ),
    merchant: say(
      "The amount is above the customer's limit for one payment. No payment was made.",
      'राशि ग्राहक की एक भुगतान की सीमा से अधिक है। कोई भुगतान नहीं हुआ।',
    ),
  },
  ZU: {
    meaning: 'Limit exceeded for remitting bank',
    decline: 'BD',
    payer: say(
      'This would be more than you may pay in a day. No money was taken. Pay less or try again tomorrow.',
      'यह एक दिन की सीमा से अधिक होगा। कोई पैसा नहीं कटा। कम राशि दें या कल फिर कोशिश करें।',
    ),
    merchant: say(
      "The customer's daily limit is used up. No payment was made.",
      'ग्राहक की दिन की सीमा पूरी हो गई है। कोई भुगतान नहीं हुआ।',
    ),
  },
  FL: {
    meaning: 'First transaction limit exceeded',
    decline: 'BD',
    payer: say(
      'The first payment from a new phone may be at most Rs 5,000. No money was taken. Pay a smaller amount first.',
      'नए फ़ोन से पहला भुगतान अधिकतम ₹5,000 हो सकता है। कोई पैसा नहीं कटा। पहले छोटी राशि दें।',
    ),
    merchant: say(
      "The amount is above the limit for the customer's first payment. No payment was made.",
      'राशि ग्राहक के पहले भुगतान की सीमा से अधिक है। कोई भुगतान नहीं हुआ।',
    ),
  },
  FP: {
    meaning: 'Freeze period for first-time user: cumulative limit exceeded',
    decline: 'BD',
    payer: say(
      'In the first 24 hours a new phone may pay Rs 5,000 in all. No money was taken. Pay less or wait until tomorrow.',
      'पहले 24 घंटों में नया फ़ोन कुल ₹5,000 दे सकता है। कोई पैसा नहीं कटा। कम राशि दें या कल तक रुकें।',
    ),
    merchant: say(
      "The customer's limit for the first 24 hours is used up. No payment was made.",
      'ग्राहक की पहले 24 घंटों की सीमा पूरी हो गई है। कोई भुगतान नहीं हुआ।',
    ),
  },
  Z9: {
    meaning: 'Insufficient funds in remitter account',
    decline: 'BD',
    payer: say(
      'Not enough money in your account. No money was taken. Pay a smaller amount or add money.',
      'आपके खाते में पर्याप्त पैसा नहीं है। कोई पैसा नहीं कटा। कम राशि दें या पैसा जोड़ें।',
    ),
    merchant: say(
      'The customer does not have enough money. No payment was made.',
      'ग्राहक के खाते में पर्याप्त पैसा नहीं है। कोई भुगतान नहीं हुआ।',
    ),
  },
  ZH: {
    meaning: 'Invalid virtual address',
    decline: 'BD',
    payer: say(
      'This UPI ID does not exist. No money was taken. Check it and try again.',
      'यह यूपीआई आईडी मौजूद नहीं है। कोई पैसा नहीं कटा। जाँच कर फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  X6: {
    meaning: 'Invalid merchant (acquirer)',
    decline: 'BD',
    payer: say(
      'The bank does not know this shop, or its code is not genuine. No money was taken. Ask the shop for a new code.',
      'बैंक इस दुकान को नहीं जानता या कोड असली नहीं है। कोई पैसा नहीं कटा। दुकान से नया कोड लें।',
    ),
    merchant: noMoneyMoved,
  },
  X7: {
    meaning: 'Merchant not reachable (acquirer)',
    decline: 'TD',
    payer: say(
      "The shop's UPI machine is off or unknown. No money was taken. Ask the shop to switch it on.",
      'दुकान की यूपीआई मशीन बंद है या अज्ञात है। कोई पैसा नहीं कटा। दुकान से मशीन चालू करने को कहें।',
    ),
    merchant: say('This machine could not be reached.', 'इस मशीन तक पहुँचा नहीं जा सका।'),
  },
  X1: {
    meaning: 'Response not received within TAT as set by payee',
    decline: 'BD',
    payer: say(
      'This code has expired. No money was taken. Ask the shop for a new one.',
      'इस कोड का समय समाप्त हो गया। कोई पैसा नहीं कटा। दुकान से नया कोड लें।',
    ),
    merchant: say(
      'The code expired before the payment. Charge again.',
      'भुगतान से पहले कोड का समय समाप्त हो गया। फिर से चार्ज करें।',
    ),
  },
  ZX: {
    meaning: 'Inactive or dormant account (remitter)',
    decline: 'BD',
    payer: say(
      'Your account is dormant. No money was taken. Ask your bank to wake it up.',
      'आपका खाता निष्क्रिय है। कोई पैसा नहीं कटा। बैंक से उसे चालू करने को कहें।',
    ),
    merchant: noMoneyMoved,
  },
  ZY: {
    meaning: 'Inactive or dormant account (beneficiary)',
    decline: 'BD',
    payer: say(
      "The payee's account is dormant. No money was taken.",
      'प्राप्तकर्ता का खाता निष्क्रिय है। कोई पैसा नहीं कटा।',
    ),
    merchant: say(
      'Your account is dormant. Ask your bank to wake it up.',
      'आपका खाता निष्क्रिय है। बैंक से उसे चालू करने को कहें।',
    ),
  },
  YE: {
    meaning: 'Remitting account blocked or frozen',
    decline: 'BD',
    payer: say(
      'Your account is frozen. No money was taken. Ask your bank why.',
      'आपका खाता फ़्रीज़ है। कोई पैसा नहीं कटा। बैंक से कारण पूछें।',
    ),
    merchant: noMoneyMoved,
  },
  YF: {
    meaning: 'Beneficiary account blocked or frozen',
    decline: 'BD',
    payer: say(
      "The payee's account is frozen. No money was taken.",
      'प्राप्तकर्ता का खाता फ़्रीज़ है। कोई पैसा नहीं कटा।',
    ),
    merchant: say('Your account is frozen. Ask your bank why.', 'आपका खाता फ़्रीज़ है। बैंक से कारण पूछें।'),
  },
  XH: {
    meaning: 'Account does not exist (remitter)',
    decline: 'BD',
    payer: say(
      'There is no such account. No money was taken. Register first.',
      'ऐसा कोई खाता नहीं है। कोई पैसा नहीं कटा। पहले पंजीकरण करें।',
    ),
    merchant: noMoneyMoved,
  },
  XY: {
    meaning: 'Remitter CBS offline',
    decline: 'TD',
    payer: say(
      'The bank cannot write its books at the moment. No money was taken. Try again later.',
      'बैंक अभी अपना बहीखाता नहीं लिख पा रहा है। कोई पैसा नहीं कटा। बाद में कोशिश करें।',
    ),
    merchant: say(
      'The bank cannot write its books at the moment. No payment was made.',
      'बैंक अभी अपना बहीखाता नहीं लिख पा रहा है। कोई भुगतान नहीं हुआ।',
    ),
  },
  PS: {
    meaning: 'Maximum balance exceeded as set by beneficiary bank',
    decline: 'BD',
    payer: say(
      "The payee's account cannot hold more money. No money was taken.",
      'प्राप्तकर्ता का खाता और पैसा नहीं रख सकता। कोई पैसा नहीं कटा।',
    ),
    merchant: say(
      'Your account cannot hold more money. No payment was made.',
      'आपका खाता और पैसा नहीं रख सकता। कोई भुगतान नहीं हुआ।',
    ),
  },
  U01: {
    meaning: 'The request is duplicate',
    decline: 'TD',
    payer: say(
      'This request was already used. It moved no money a second time.',
      'यह अनुरोध पहले ही इस्तेमाल हो चुका है। पैसा दोबारा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U10: {
    meaning: 'Illegal operation',
    decline: 'BD',
    payer: say(
      'This is not possible now. No money was taken.',
      'यह अभी संभव नहीं है। कोई पैसा नहीं कटा।',
    ),
    merchant: say('This is not possible now.', 'यह अभी संभव नहीं है।'),
  },
  U12: {
    meaning: 'Amount or currency mismatch',
    decline: 'TD',
    payer: say(
      'The amount is not the one the shop asked for. No money was taken. Scan the code again.',
      'राशि दुकान द्वारा माँगी गई राशि से अलग है। कोई पैसा नहीं कटा। कोड फिर से स्कैन करें।',
    ),
    merchant: say(
      'A payment with another amount was refused.',
      'अलग राशि वाला भुगतान अस्वीकार किया गया।',
    ),
  },
  U14: {
    meaning: 'Encryption error',
    decline: 'TD',
    payer: say(
      'The message was damaged on its way. No money was taken. Try again.',
      'संदेश रास्ते में ख़राब हो गया। कोई पैसा नहीं कटा। फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U15: {
    meaning: 'Checksum failed',
    decline: 'TD',
    payer: say(
      "The phone's signature does not fit the payment. No money was taken.",
      'फ़ोन का हस्ताक्षर भुगतान से मेल नहीं खाता। कोई पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U48: {
    meaning: 'Transaction id is not present',
    decline: 'TD',
    payer: say(
      'The bank has no payment with this id. No money was taken for it.',
      'बैंक के पास इस आईडी का कोई भुगतान नहीं है। इसके लिए कोई पैसा नहीं कटा।',
    ),
    merchant: say('The bank has no payment with this id.', 'बैंक के पास इस आईडी का कोई भुगतान नहीं है।'),
  },
  U58: {
    meaning: 'Payer amount differs from original request',
    decline: 'TD',
    payer: say(
      'This payment id was used before with another amount. Nothing more was taken.',
      'यह भुगतान आईडी पहले अलग राशि के साथ इस्तेमाल हुई थी। और पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U59: {
    meaning: 'Payee address differs from original request',
    decline: 'TD',
    payer: say(
      'This payment id was used before for another payee. Nothing more was taken.',
      'यह भुगतान आईडी पहले दूसरे प्राप्तकर्ता के लिए इस्तेमाल हुई थी। और पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U60: {
    meaning: 'Payer address differs from original request',
    decline: 'TD',
    payer: say(
      'This payment id belongs to another payer. Nothing was taken.',
      'यह भुगतान आईडी किसी और की है। कोई पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U66: {
    meaning: 'Device fingerprint mismatch',
    decline: 'BD',
    payer: say(
      'This phone is not bound to the account. No money was taken. Set up UPI on this phone again.',
      'यह फ़ोन खाते से जुड़ा नहीं है। कोई पैसा नहीं कटा। इस फ़ोन पर यूपीआई फिर से सेट करें।',
    ),
    merchant: noMoneyMoved,
  },
  U70: {
    meaning: 'Received late response',
    decline: 'TD',
    payer: say(
      'The payment was approved too late. No money was taken. Try again.',
      'भुगतान की स्वीकृति देर से आई। कोई पैसा नहीं कटा। फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U80: {
    meaning: 'Throttle decline: payer PSP',
    decline: 'TD',
    payer: say(
      'The bank is too busy. No money was taken. Try again in a moment.',
      'बैंक अभी बहुत व्यस्त है। कोई पैसा नहीं कटा। थोड़ी देर में फिर कोशिश करें।',
    ),
    merchant: say(
      'The bank is too busy. Try again in a moment.',
      'बैंक अभी व्यस्त है। थोड़ी देर में कोशिश करें।',
    ),
  },
  U96: {
    meaning: 'Payer and payee account are the same',
    decline: 'BD',
    payer: say(
      'You cannot pay yourself. No money was taken.',
      'आप खुद को भुगतान नहीं कर सकते। कोई पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
} as const satisfies Readonly<Record<string, ResponseCodeInfo>>;

export type ResponseCode = keyof typeof RESPONSE_CODES;

export const isResponseCode = (code: string): code is ResponseCode =>
  Object.hasOwn(RESPONSE_CODES, code);

export const responseCodes = Object.keys(RESPONSE_CODES) as ResponseCode[];
