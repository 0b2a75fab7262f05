import { noMoneyMoved, type ResponseCodeTable, say } from './sentence.ts';

/** Requests that are damaged, repeated, late or out of place. */
export const REQUESTS_CODES = {
  U01: {
    meaning: 'The request is duplicate',
    decline: 'TD',
    when: 'A nonce, box or payment id was used before for something else.',
    provoke: 'Send the same signed order with another reference, or an old nonce.',
    payer: say(
      'This request was already used. It moved no money a second time.',
      'यह अनुरोध पहले ही इस्तेमाल हो चुका है। पैसा दोबारा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U10: {
    meaning: 'Illegal operation',
    decline: 'BD',
    when: 'The state of things does not allow it: a closed charge, a refund of a refund, too few PIN rounds.',
    provoke: 'Pay a charge that is cancelled.',
    payer: say(
      'This is not possible now. No money was taken.',
      'यह अभी संभव नहीं है। कोई पैसा नहीं कटा।',
    ),
    merchant: say('This is not possible now.', 'यह अभी संभव नहीं है।'),
  },
  U14: {
    meaning: 'Encryption error',
    decline: 'TD',
    when: 'A sealed box does not open, or its session has ended.',
    provoke: 'Change one byte of a box.',
    payer: say(
      'The message was damaged on its way. No money was taken. Try again.',
      'संदेश रास्ते में ख़राब हो गया। कोई पैसा नहीं कटा। फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
  U15: {
    meaning: 'Checksum failed',
    decline: 'TD',
    when: "The device's signature or the canonical form is wrong.",
    provoke: 'Change the amount in a signed order.',
    payer: say(
      "The phone's signature does not fit the payment. No money was taken.",
      'फ़ोन का हस्ताक्षर भुगतान से मेल नहीं खाता। कोई पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U48: {
    meaning: 'Transaction id is not present',
    decline: 'TD',
    when: 'The bank never answered this payment id.',
    provoke: 'Ask `payment.status` for an id that was never sent.',
    payer: say(
      'The bank has no payment with this id. No money was taken for it.',
      'बैंक के पास इस आईडी का कोई भुगतान नहीं है। इसके लिए कोई पैसा नहीं कटा।',
    ),
    merchant: say('The bank has no payment with this id.', 'बैंक के पास इस आईडी का कोई भुगतान नहीं है।'),
  },
  U58: {
    meaning: 'Payer amount differs from original request',
    decline: 'TD',
    when: 'The payment id was answered before with another amount.',
    provoke: 'Pay again under the same id with another amount.',
    payer: say(
      'This payment id was used before with another amount. Nothing more was taken.',
      'यह भुगतान आईडी पहले अलग राशि के साथ इस्तेमाल हुई थी। और पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U59: {
    meaning: 'Payee address differs from original request',
    decline: 'TD',
    when: 'The payment id was answered before for another payee.',
    provoke: 'Pay again under the same id to another payee.',
    payer: say(
      'This payment id was used before for another payee. Nothing more was taken.',
      'यह भुगतान आईडी पहले दूसरे प्राप्तकर्ता के लिए इस्तेमाल हुई थी। और पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U60: {
    meaning: 'Payer address differs from original request',
    decline: 'TD',
    when: 'The payment id was answered before for another payer.',
    provoke: 'Pay under a payment id of somebody else.',
    payer: say(
      'This payment id belongs to another payer. Nothing was taken.',
      'यह भुगतान आईडी किसी और की है। कोई पैसा नहीं कटा।',
    ),
    merchant: noMoneyMoved,
  },
  U70: {
    meaning: 'Received late response',
    decline: 'TD',
    when: 'The session ended, or the approval is older than five minutes.',
    provoke: 'Send an order five minutes after its nonce.',
    payer: say(
      'The payment was approved too late. No money was taken. Try again.',
      'भुगतान की स्वीकृति देर से आई। कोई पैसा नहीं कटा। फिर कोशिश करें।',
    ),
    merchant: noMoneyMoved,
  },
} as const satisfies ResponseCodeTable;
