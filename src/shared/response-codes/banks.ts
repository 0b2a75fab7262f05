import { noMoneyMoved, type ResponseCodeTable, say } from './sentence.ts';

/** Banks, payment apps and the network itself. */
export const BANKS_CODES = {
  XY: {
    meaning: 'Remitter CBS offline',
    decline: 'TD',
    when: 'The bank cannot write its books, or is made to seem so.',
    provoke: 'Fault `remitter-offline`; or fill the disk.',
    payer: say(
      'The bank cannot write its books at the moment. No money was taken. Try again later.',
      'बैंक अभी अपना बहीखाता नहीं लिख पा रहा है। कोई पैसा नहीं कटा। बाद में कोशिश करें।',
    ),
    merchant: say(
      'The bank cannot write its books at the moment. No payment was made.',
      'बैंक अभी अपना बहीखाता नहीं लिख पा रहा है। कोई भुगतान नहीं हुआ।',
    ),
  },
  U28: {
    meaning: 'Remitter bank not available',
    decline: 'TD',
    when: "The payer's bank is unavailable.",
    provoke: 'Fault `remitter-offline` with code `U28`.',
    payer: say(
      'Your bank is not available at the moment. No money was taken. Try again later.',
      'आपका बैंक अभी उपलब्ध नहीं है। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      "The customer's bank is not available. No payment was made.",
      'ग्राहक का बैंक उपलब्ध नहीं है। कोई भुगतान नहीं हुआ।',
    ),
  },
  UT: {
    meaning: 'Remitter/issuer unavailable (timeout)',
    decline: 'TD',
    when: "The payer's bank could not be reached in time.",
    provoke: 'Fault `remitter-offline` with code `UT`.',
    payer: say(
      'Your bank could not be reached in time. No money was taken. Try again later.',
      'आपके बैंक से समय पर संपर्क नहीं हो सका। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      "The customer's bank could not be reached. No payment was made.",
      'ग्राहक के बैंक से संपर्क नहीं हो सका। कोई भुगतान नहीं हुआ।',
    ),
  },
  HS: {
    meaning: "Bank's HSM is down (remitter)",
    decline: 'TD',
    when: "The payer's bank cannot check PINs; the try does not count.",
    provoke: 'Fault `hsm-down`.',
    payer: say(
      'Your bank cannot check PINs at the moment. This try was not counted. No money was taken. Try again later.',
      'आपका बैंक अभी पिन की जाँच नहीं कर पा रहा है। यह कोशिश गिनी नहीं गई। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      "The customer's bank cannot check PINs. No payment was made.",
      'ग्राहक का बैंक पिन की जाँच नहीं कर पा रहा। कोई भुगतान नहीं हुआ।',
    ),
  },
  IR: {
    meaning: 'Unable to process due to internal exception at remitter',
    decline: 'TD',
    when: "The payer's bank failed inside.",
    provoke: 'Fault `internal-exception`.',
    payer: say(
      'Something failed inside your bank. No money was taken. Try again later.',
      'आपके बैंक के भीतर कुछ गड़बड़ हुई। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      "Something failed inside the customer's bank. No payment was made.",
      'ग्राहक के बैंक के भीतर कुछ गड़बड़ हुई। कोई भुगतान नहीं हुआ।',
    ),
  },
  U67: {
    meaning: 'Debit timeout',
    decline: 'TD',
    when: "The payer's bank did not answer the debit in time; nothing was debited.",
    provoke: 'Fault `debit-timeout`.',
    payer: say(
      'Your bank did not answer in time. No money was taken. Try again later.',
      'आपके बैंक ने समय पर जवाब नहीं दिया। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      "The customer's bank did not answer in time. No payment was made.",
      'ग्राहक के बैंक ने समय पर जवाब नहीं दिया। कोई भुगतान नहीं हुआ।',
    ),
  },
  Y1: {
    meaning: 'Beneficiary CBS offline',
    decline: 'TD',
    when: "The payee's bank cannot write its books.",
    provoke: 'Fault `beneficiary-offline`.',
    payer: say(
      "The payee's bank is offline. No money was taken. Try again later.",
      'प्राप्तकर्ता का बैंक ऑफ़लाइन है। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      'Your bank is offline. No payment was made.',
      'आपका बैंक ऑफ़लाइन है। कोई भुगतान नहीं हुआ।',
    ),
  },
  U78: {
    meaning: 'Beneficiary bank offline',
    decline: 'TD',
    when: "The payee's bank is known to be offline, so nothing is debited.",
    provoke: 'Fault `beneficiary-offline` with code `U78`.',
    payer: say(
      "The payee's bank is known to be offline. No money was taken. Try again later.",
      'प्राप्तकर्ता का बैंक ऑफ़लाइन बताया गया है। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      'Your bank is known to be offline. No payment was made.',
      'आपका बैंक ऑफ़लाइन बताया गया है। कोई भुगतान नहीं हुआ।',
    ),
  },
  BT: {
    meaning: 'Beneficiary unavailable (timeout)',
    decline: 'TD',
    when: "The payee's bank could not be reached in time, before any debit.",
    provoke: 'Fault `beneficiary-offline` with code `BT`.',
    payer: say(
      "The payee's bank could not be reached in time. No money was taken. Try again later.",
      'प्राप्तकर्ता के बैंक से समय पर संपर्क नहीं हो सका। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      'Your bank could not be reached in time. No payment was made.',
      'आपके बैंक से समय पर संपर्क नहीं हो सका। कोई भुगतान नहीं हुआ।',
    ),
  },
  UB: {
    meaning: 'Unable to process due to internal exception at beneficiary',
    decline: 'TD',
    when: "The payee's bank failed inside, before any debit.",
    provoke: 'Fault `internal-exception` with code `UB`.',
    payer: say(
      "Something failed inside the payee's bank. No money was taken. Try again later.",
      'प्राप्तकर्ता के बैंक के भीतर कुछ गड़बड़ हुई। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: say(
      'Something failed inside your bank. No payment was made.',
      'आपके बैंक के भीतर कुछ गड़बड़ हुई। कोई भुगतान नहीं हुआ।',
    ),
  },
  U30: {
    meaning: 'Debit has been failed',
    decline: 'TD',
    when: "The payer's bank turned the debit down without saying why.",
    provoke: 'Fault `decline` with code `U30`.',
    payer: say(
      'Your bank turned the payment down without saying why. No money was taken. Try again later.',
      'आपके बैंक ने बिना कारण बताए भुगतान अस्वीकार कर दिया। कोई पैसा नहीं कटा। बाद में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U80: {
    meaning: 'Throttle decline: payer PSP',
    decline: 'TD',
    when: 'Over a stated bound of the bank, or made to seem so.',
    provoke: 'Fault `throttle`; or two payments at once in one session.',
    payer: say(
      'The bank is too busy. No money was taken. Try again in a moment.',
      'बैंक अभी बहुत व्यस्त है। कोई पैसा नहीं कटा। थोड़ी देर में फिर कोशिश करें।',
    ),
    merchant: say(
      'The bank is too busy. Try again in a moment.',
      'बैंक अभी व्यस्त है। थोड़ी देर में कोशिश करें।',
    ),
  },
  U86: {
    meaning: 'Throttle decline: remitter bank',
    decline: 'TD',
    when: 'Too many payments for the remitter bank; the payment id is not used up.',
    provoke: 'Fault `throttle` with code `U86`.',
    payer: say(
      'Your bank is too busy. No money was taken. Try again in a moment.',
      'आपका बैंक बहुत व्यस्त है। कोई पैसा नहीं कटा। थोड़ी देर में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U89: {
    meaning: 'Throttle decline: beneficiary bank',
    decline: 'TD',
    when: 'Too many payments for the beneficiary bank; the payment id is not used up.',
    provoke: 'Fault `throttle` with code `U89`.',
    payer: say(
      "The payee's bank is too busy. No money was taken. Try again in a moment.",
      'प्राप्तकर्ता का बैंक बहुत व्यस्त है। कोई पैसा नहीं कटा। थोड़ी देर में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U94: {
    meaning: 'Throttle decline: payee PSP',
    decline: 'TD',
    when: 'Too many payments for the payee PSP; the payment id is not used up.',
    provoke: 'Fault `throttle` with code `U94`.',
    payer: say(
      "The payee's payment app is too busy. No money was taken. Try again in a moment.",
      'प्राप्तकर्ता का भुगतान ऐप बहुत व्यस्त है। कोई पैसा नहीं कटा। थोड़ी देर में फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
} as const satisfies ResponseCodeTable;
