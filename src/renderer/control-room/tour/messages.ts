import { defineMessages } from '../../ui/index.ts';

export const tourMessages = defineMessages({
  en: {
    tour: 'Guided tour',
    step: 'Step {number} of {total}',
    stepDone: 'done',
    leave: 'Leave the tour',
    goStreet: 'Go to the street',
    goLedger: 'Go to the ledger',
    finish: 'Finish',
    devices: 'Put a shop and a customer on the street',
    devicesText: 'Press “Set up a demo” in the column of devices.',
    open: 'Open both windows',
    openText:
      'Press the highlighted Open beside the tea stall, then the one beside the customer. One press opens one window.',
    charge: 'Charge ₹20',
    chargeText:
      'In the POS window type 20 and press Charge. It shows a QR signed with the shop’s key.',
    pay: 'Scan and pay',
    payText:
      'In the phone window press “Scan any QR code”, choose “POS nearby” (or hold the code to a webcam), check the name, and enter the UPI PIN.',
    payPin: 'The demo PIN is {pin}.',
    verify: 'Prove it',
    verifyText:
      'Your payment is in the ledger now. Open the ledger and press Verify: every hash, block and balance is checked.',
    end: 'You made a real UPI payment',
    endText:
      'Two factors, a signed QR, double entry and a ledger that anybody can check. Try a wrong PIN next, or open the steps of your payment on the street.',
  },
  hi: {
    tour: 'सैर',
    step: '{total} में से चरण {number}',
    stepDone: 'हो गया',
    leave: 'सैर छोड़ें',
    goStreet: 'गली पर जाएँ',
    goLedger: 'खाता-बही पर जाएँ',
    finish: 'समाप्त',
    devices: 'गली में एक दुकान और एक ग्राहक लाएँ',
    devicesText: 'उपकरणों के खाने में “डेमो तैयार करें” दबाएँ।',
    open: 'दोनों विंडो खोलें',
    openText:
      'पहले चाय की दुकान के पास चमकता खोलें दबाएँ, फिर ग्राहक के पास वाला। एक बार दबाने पर एक विंडो खुलती है।',
    charge: '₹20 चार्ज करें',
    chargeText: 'पीओएस विंडो में 20 लिखें और चार्ज दबाएँ। दुकान की कुंजी से हस्ताक्षरित क्यूआर दिखेगा।',
    pay: 'स्कैन करके भुगतान करें',
    payText:
      'फ़ोन विंडो में “कोई भी क्यूआर कोड स्कैन करें” दबाएँ, “पास का पीओएस” चुनें (या कोड वेबकैम को दिखाएँ), नाम जाँचें और यूपीआई पिन डालें।',
    payPin: 'डेमो पिन {pin} है।',
    verify: 'प्रमाण देखें',
    verifyText:
      'आपका भुगतान अब खाता-बही में है। खाता-बही खोलें और जाँचें दबाएँ: हर हैश, ब्लॉक और शेष राशि जाँची जाती है।',
    end: 'आपने सच्चे तरीके से यूपीआई भुगतान किया',
    endText:
      'दो कारक, हस्ताक्षरित क्यूआर, दोहरी प्रविष्टि और ऐसी खाता-बही जिसे कोई भी जाँच सकता है। अब गलत पिन आज़माएँ, या गली पर अपने भुगतान के चरण खोलें।',
  },
});
