import { type ResponseCodeTable, say } from './sentence.ts';

/** Collect requests, and UPI IDs that somebody or the bank wants nothing to do with. */
export const COLLECTS_CODES = {
  ZA: {
    meaning: 'Transaction declined by customer',
    decline: 'BD',
    when: 'The payer declines a collect request, or approves one that was declined before.',
    provoke: 'Ask for money, then decline the request on the payer’s phone.',
    payer: say(
      'The request was declined. No money was taken.',
      'अनुरोध अस्वीकार किया गया। कोई पैसा नहीं कटा।',
    ),
    merchant: say(
      'The payer declined your request. No payment was made.',
      'भुगतानकर्ता ने आपका अनुरोध अस्वीकार किया। कोई भुगतान नहीं हुआ।',
    ),
  },
  U69: {
    meaning: 'Collect expired',
    decline: 'BD',
    when: 'A collect request is approved or declined after its time is over.',
    provoke: 'Ask for money for one minute, wait, then approve the request.',
    payer: say(
      'This request has expired. No money was taken. Ask for a new one.',
      'इस अनुरोध का समय समाप्त हो गया। कोई पैसा नहीं कटा। नया अनुरोध माँगें।',
    ),
    merchant: say(
      'Nobody answered your request in time. No payment was made. Ask again.',
      'आपके अनुरोध का समय पर जवाब नहीं मिला। कोई भुगतान नहीं हुआ। फिर से माँगें।',
    ),
  },
  TM: {
    meaning: 'Collect request is declined as requestor is blocked by customer',
    decline: 'BD',
    when: 'Somebody asks a payer for money who has blocked the requester’s UPI ID.',
    provoke: 'Block a UPI ID on the payer’s phone, then ask from that UPI ID.',
    payer: say(
      'This person does not take your requests. Nothing was sent.',
      'यह व्यक्ति आपके अनुरोध नहीं लेता। कुछ नहीं भेजा गया।',
    ),
    merchant: say(
      'This person does not take your requests. Nothing was sent.',
      'यह व्यक्ति आपके अनुरोध नहीं लेता। कुछ नहीं भेजा गया।',
    ),
  },
  ZG: {
    meaning: 'VPA restricted by customer',
    decline: 'BD',
    when: 'Somebody pays a person who has blocked the payer’s UPI ID.',
    provoke: 'Block a UPI ID on one phone, then pay that phone from it.',
    payer: say(
      'The payee does not accept money from your UPI ID. No money was taken.',
      'प्राप्तकर्ता आपकी यूपीआई आईडी से पैसा नहीं लेता। कोई पैसा नहीं कटा।',
    ),
    merchant: say(
      'A payment from a UPI ID that you have blocked was refused.',
      'आपकी रोकी हुई यूपीआई आईडी से भुगतान अस्वीकार किया गया।',
    ),
  },
  ZE: {
    meaning: 'Transaction not permitted for this VPA by the PSP',
    decline: 'BD',
    when: 'The payee’s UPI ID is blocked by the bank.',
    provoke: 'In the control room block the UPI ID of an account, then pay it.',
    payer: say(
      'The bank has blocked this UPI ID. No money was taken. Do not pay it another way.',
      'बैंक ने यह यूपीआई आईडी रोकी है। कोई पैसा नहीं कटा। किसी और तरीके से भी भुगतान न करें।',
    ),
    merchant: say(
      'The bank has blocked your UPI ID. No payment was made. Ask your bank why.',
      'बैंक ने आपकी यूपीआई आईडी रोकी है। कोई भुगतान नहीं हुआ। बैंक से कारण पूछें।',
    ),
  },
  UX: {
    meaning: 'Expired virtual address',
    decline: 'BD',
    when: 'The payee’s UPI ID has expired.',
    provoke: 'In the control room let the UPI ID of an account expire, then pay it.',
    payer: say(
      'This UPI ID has expired. No money was taken. Ask the payee for the new one.',
      'इस यूपीआई आईडी की अवधि समाप्त हो गई है। कोई पैसा नहीं कटा। प्राप्तकर्ता से नई आईडी माँगें।',
    ),
    merchant: say(
      'Your UPI ID has expired. No payment was made. Ask your bank to renew it.',
      'आपकी यूपीआई आईडी की अवधि समाप्त हो गई है। कोई भुगतान नहीं हुआ। बैंक से नवीनीकरण को कहें।',
    ),
  },
} as const satisfies ResponseCodeTable;
