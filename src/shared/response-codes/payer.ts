import { noMoneyMoved, type ResponseCodeTable, say } from './sentence.ts';

/** The payer's PIN, limits, account and phone. */
export const PAYER_CODES = {
  ZM: {
    meaning: 'Invalid MPIN',
    decline: 'BD',
    when: 'The proof of the PIN does not fit.',
    provoke: 'Pay with a wrong PIN.',
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
    when: 'The PIN is locked after `pinTriesMax` wrong ones, for `pinLockHours`.',
    provoke: 'Pay three times with a wrong PIN.',
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
    when: 'The payer made `perDayCount` payments today (Indian time).',
    provoke: 'Set `perDayCount` to 1 and pay twice; stress accounts need `areSimulatedLimited`.',
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
    when: 'One payment is above `perTransactionPaise`.',
    provoke: 'Pay more than one lakh rupees.',
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
    when: "The day's sum would be above `perDayPaise`.",
    provoke: 'Pay one lakh rupees, then one more.',
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
    when: "A newly bound phone's first payment is above `coolingPaise`.",
    provoke: 'Register and pay Rs 5,001 at once.',
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
    when: "A newly bound phone's payments within `coolingHours` are above `coolingPaise` together.",
    provoke: 'Register, pay Rs 5,000, then Re 1.',
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
    when: "The account holds less than the amount; for a refund, the shop's account.",
    provoke: 'Pay more than the balance.',
    payer: say(
      'Not enough money in your account. No money was taken. Pay a smaller amount or add money.',
      'आपके खाते में पर्याप्त पैसा नहीं है। कोई पैसा नहीं कटा। कम राशि दें या पैसा जोड़ें।',
    ),
    merchant: say(
      'The customer does not have enough money. No payment was made.',
      'ग्राहक के खाते में पर्याप्त पैसा नहीं है। कोई भुगतान नहीं हुआ।',
    ),
  },
  ZX: {
    meaning: 'Inactive or dormant account (remitter)',
    decline: 'BD',
    when: "The payer's account is marked dormant.",
    provoke: 'Mark the payer dormant (`admin.account`) and pay.',
    payer: say(
      'Your account is dormant. No money was taken. Ask your bank to wake it up.',
      'आपका खाता निष्क्रिय है। कोई पैसा नहीं कटा। बैंक से उसे चालू करने को कहें।',
    ),
    merchant: noMoneyMoved,
  },
  YE: {
    meaning: 'Remitting account blocked or frozen',
    decline: 'BD',
    when: "The payer's account is frozen.",
    provoke: 'Freeze the payer (`admin.account`) and pay.',
    payer: say(
      'Your account is frozen. No money was taken. Ask your bank why.',
      'आपका खाता फ़्रीज़ है। कोई पैसा नहीं कटा। बैंक से कारण पूछें।',
    ),
    merchant: noMoneyMoved,
  },
  XH: {
    meaning: 'Account does not exist (remitter)',
    decline: 'BD',
    when: 'No account is registered with the mobile number a binding code was asked for.',
    provoke: 'Ask for a binding code (`device.requestBinding`) for an unknown number.',
    payer: say(
      'There is no such account. No money was taken. Register first.',
      'ऐसा कोई खाता नहीं है। कोई पैसा नहीं कटा। पहले पंजीकरण करें।',
    ),
    merchant: noMoneyMoved,
  },
  U66: {
    meaning: 'Device fingerprint mismatch',
    decline: 'BD',
    when: 'The device is not bound to the payer, or no longer.',
    provoke: 'Bind a second phone and pay with the first.',
    payer: say(
      'This phone is not bound to the account. No money was taken. Set up UPI on this phone again.',
      'यह फ़ोन खाते से जुड़ा नहीं है। कोई पैसा नहीं कटा। इस फ़ोन पर यूपीआई फिर से सेट करें।',
    ),
    merchant: noMoneyMoved,
  },
  B1: {
    meaning: 'Registered mobile number linked to the account has been changed or removed',
    decline: 'BD',
    when: "The payer's bank no longer knows the mobile number.",
    provoke: 'Fault `decline` with code `B1`.',
    payer: say(
      'Your mobile number is no longer linked to the account. No money was taken. Ask your bank to link it.',
      'आपका मोबाइल नंबर अब खाते से जुड़ा नहीं है। कोई पैसा नहीं कटा। बैंक से इसे जोड़ने को कहें।',
    ),
    merchant: noMoneyMoved,
  },
  B3: {
    meaning: 'Transaction not permitted to the account',
    decline: 'BD',
    when: "The kind of account does not allow the payment (a minor's, an NRE one).",
    provoke: 'Fault `decline` with code `B3`.',
    payer: say(
      'Your kind of account may not make this payment. No money was taken. Ask your bank.',
      'आपके प्रकार के खाते से यह भुगतान नहीं हो सकता। कोई पैसा नहीं कटा। बैंक से पूछें।',
    ),
    merchant: noMoneyMoved,
  },
  K1: {
    meaning: 'Suspected fraud: declined on the risk score of the remitter',
    decline: 'BD',
    when: "The payer's bank takes the payment for fraud.",
    provoke: 'Fault `risk`.',
    payer: say(
      'Your bank suspects fraud and stopped this payment. No money was taken. Call your bank if it was you.',
      'आपके बैंक को धोखाधड़ी का संदेह है, इसलिए यह भुगतान रोका गया। कोई पैसा नहीं कटा। भुगतान आपका ही था तो बैंक से बात करें।',
    ),
    merchant: noMoneyMoved,
  },
} as const satisfies ResponseCodeTable;
