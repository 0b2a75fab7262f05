import { type ResponseCodeTable, say } from './sentence.ts';

/** Paid, pending, deemed and reversed. */
export const OUTCOMES_CODES = {
  '00': {
    meaning: 'Approved or completed successfully',
    decline: 'none',
    when: 'The money moved and the commit is durable.',
    provoke: 'Pay with the right PIN and enough money.',
    payer: say('Paid. The money has reached the payee.', 'भुगतान हो गया। पैसा प्राप्तकर्ता को मिल गया।'),
    merchant: say('Payment received in your account.', 'भुगतान आपके खाते में आ गया।'),
  },
  '01': {
    meaning: 'Pending',
    decline: 'none',
    when: 'The payer was debited, the credit has not happened yet. It ends by itself.',
    provoke: 'Fault `pending`, or `credit-timeout` and `credit-failed` before they end.',
    payer: say(
      'The payment is in progress. Do not pay again; the result will come.',
      'भुगतान प्रक्रिया में है। दोबारा भुगतान न करें; नतीजा आएगा।',
    ),
    merchant: say(
      'The payment is in progress. Wait for the result before handing over goods.',
      'भुगतान प्रक्रिया में है। सामान देने से पहले नतीजे की प्रतीक्षा करें।',
    ),
  },
  U68: {
    meaning: 'Credit timeout',
    decline: 'TD',
    when: "The payer was debited, the payee's bank did not answer, and the money was given back by a reversal entry.",
    provoke: 'Fault `credit-timeout`; ends after `reversalSeconds`.',
    payer: say(
      "The payee's bank did not answer. The money that was taken is back in your account. You may pay again.",
      'प्राप्तकर्ता के बैंक ने जवाब नहीं दिया। कटा हुआ पैसा आपके खाते में लौट आया है। आप फिर भुगतान कर सकते हैं।',
    ),
    merchant: say(
      'Your bank did not answer in time, so the customer has the money back. Charge again.',
      'आपके बैंक ने समय पर जवाब नहीं दिया, इसलिए ग्राहक का पैसा लौटा दिया गया। फिर से चार्ज करें।',
    ),
  },
  U31: {
    meaning: 'Credit has been failed',
    decline: 'TD',
    when: 'The payer was debited, the credit failed, and the money was given back by a reversal entry.',
    provoke: 'Fault `credit-failed`; ends after `reversalSeconds`.',
    payer: say(
      'The money could not be credited to the payee. It is back in your account. You may pay again.',
      'पैसा प्राप्तकर्ता के खाते में जमा नहीं हो सका। वह आपके खाते में लौट आया है। आप फिर भुगतान कर सकते हैं।',
    ),
    merchant: say(
      'The credit to your account failed, so the customer has the money back. Charge again.',
      'आपके खाते में जमा नहीं हो सका, इसलिए ग्राहक का पैसा लौटा दिया गया। फिर से चार्ज करें।',
    ),
  },
  U34: {
    meaning: 'Reverted',
    decline: 'TD',
    when: 'A debit whose reversal had timed out was reversed at last.',
    provoke: 'Fault `reversal-timeout`; ends after `deemedSeconds`.',
    payer: say(
      'The payment was not made. The money that was taken is back in your account. You may pay again.',
      'भुगतान नहीं हुआ। कटा हुआ पैसा आपके खाते में लौट आया है। आप फिर भुगतान कर सकते हैं।',
    ),
    merchant: say(
      'The payment was reversed: the customer has the money back. Charge again.',
      'भुगतान उलट दिया गया: ग्राहक का पैसा लौट गया। फिर से चार्ज करें।',
    ),
  },
  RR: {
    meaning: 'Debit reversal timeout',
    decline: 'TD',
    when: 'The payer was debited, the credit failed, and giving the money back is late.',
    provoke: 'Fault `reversal-timeout`, before it ends.',
    payer: say(
      'The payment was not made. Your money was taken and is on its way back. Do not pay again yet; wait for the result.',
      'भुगतान नहीं हुआ। आपका पैसा कटा है और लौट रहा है। अभी दोबारा भुगतान न करें; नतीजे की प्रतीक्षा करें।',
    ),
    merchant: say(
      'The payment was not made; the customer is getting the money back. Do not hand over goods.',
      'भुगतान नहीं हुआ; ग्राहक को पैसा लौट रहा है। सामान न दें।',
    ),
  },
  RB: {
    meaning: 'Credit reversal timeout',
    decline: 'TD',
    when: "The payer was debited and the payee's bank has not confirmed the credit: deemed successful.",
    provoke: 'Fault `deemed`, before it ends after `deemedSeconds`.',
    payer: say(
      "Your money was taken and is deemed paid; the payee's bank has yet to confirm. Do not pay again; the result will come.",
      'आपका पैसा कट गया है और भुगतान हुआ माना गया है; प्राप्तकर्ता के बैंक की पुष्टि बाकी है। दोबारा भुगतान न करें; नतीजा आएगा।',
    ),
    merchant: say(
      'The customer has paid; the money is not in your account yet. Wait for the result before handing over goods.',
      'ग्राहक ने भुगतान कर दिया है; पैसा अभी आपके खाते में नहीं आया। सामान देने से पहले नतीजे की प्रतीक्षा करें।',
    ),
  },
  '96': {
    meaning: 'Reversal failure',
    decline: 'TD',
    when: 'Taking the credit back failed, so the payment is deemed successful.',
    provoke: 'Fault `deemed` with code `96`, before it ends after `deemedSeconds`.',
    payer: say(
      "Your money was taken and is deemed paid; the payee's bank is sorting the credit out. Do not pay again; the result will come.",
      'आपका पैसा कट गया है और भुगतान हुआ माना गया है; प्राप्तकर्ता का बैंक जमा की जाँच कर रहा है। दोबारा भुगतान न करें; नतीजा आएगा।',
    ),
    merchant: say(
      'The customer has paid; your bank is sorting the credit out. Wait for the result before handing over goods.',
      'ग्राहक ने भुगतान कर दिया है; आपका बैंक जमा की जाँच कर रहा है। सामान देने से पहले नतीजे की प्रतीक्षा करें।',
    ),
  },
} as const satisfies ResponseCodeTable;
