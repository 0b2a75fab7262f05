import type { Sentence } from '#shared/response-codes.ts';
import type { AttackId } from '#shared/simulator/attack-records.ts';

/** What students read of one attack: short, and true of what the lab really does. */
export interface AttackText {
  readonly title: Sentence;
  /** What the attacker does. */
  readonly does: Sentence;
  /** Where the eye should go in the result. */
  readonly look: Sentence;
  /** The rule that stops it. */
  readonly rule: Sentence;
  /** What was taken away on the other side. */
  readonly without: Sentence;
}

const say = (en: string, hi: string): Sentence => ({ en, hi });

export const ATTACK_TEXTS: Readonly<Record<AttackId, AttackText>> = {
  replay: {
    title: say('Send a payment twice', 'एक भुगतान दो बार भेजना'),
    does: say(
      'The shop’s machine relays a customer’s payment, keeps the bytes, and sends exactly the same bytes to the bank again.',
      'दुकान की मशीन ग्राहक का भुगतान आगे भेजती है, उसके बाइट रख लेती है, और वही बाइट बैंक को दोबारा भेजती है।',
    ),
    look: say(
      'The shop’s balance after the second sending, and the number of ledger entries for one payment.',
      'दूसरी बार भेजने के बाद दुकान का शेष, और एक भुगतान की प्रविष्टियों की संख्या।',
    ),
    rule: say(
      'Sealed messages are numbered and a number counts once. Behind it stand two more walls: a nonce approves one payment (RFC 5802), and a payment id is answered once for ever: the same order again gets the same answer and the same RRN.',
      'मुहरबंद संदेशों पर क्रमांक होता है और हर क्रमांक एक बार चलता है। उसके पीछे दो दीवारें और हैं: एक नॉन्स एक ही भुगतान मंज़ूर करता है (RFC 5802), और भुगतान आईडी का जवाब सदा के लिए एक है: वही आदेश दोबारा आए तो वही जवाब और वही RRN।',
    ),
    without: say(
      'No numbering, one nonce for the whole session, no look at the payment id, and the unique index dropped from the database.',
      'न क्रमांक, पूरे सत्र में एक ही नॉन्स, भुगतान आईडी की जाँच नहीं, और डेटाबेस से अद्वितीय सूची हटाई गई।',
    ),
  },
  amount: {
    title: say('Change the amount on the way', 'रास्ते में राशि बदलना'),
    does: say(
      'The machine that relays a payment of ₹20 tries to make ₹500 of it.',
      'जो मशीन ₹20 का भुगतान आगे भेजती है, वह उसे ₹500 बनाने की कोशिश करती है।',
    ),
    look: say(
      'One changed bit in the sealed box, and one changed field in an order that is read in clear.',
      'मुहरबंद डिब्बे में बदला एक बिट, और खुले पढ़े गए आदेश में बदला एक खाना।',
    ),
    rule: say(
      'The terminal sees only AES-GCM ciphertext: one bit changed and it does not open (U14). Were it open, the phone’s Ed25519 signature (RFC 8032) covers the canonical order (RFC 8785), and the PIN proof is bound to the same bytes (U15).',
      'टर्मिनल को केवल AES-GCM का कूट दिखता है: एक बिट बदला और डिब्बा नहीं खुलता (U14)। खुला भी होता तो फ़ोन का Ed25519 हस्ताक्षर (RFC 8032) मानक आदेश (RFC 8785) पर है, और पिन का प्रमाण उन्हीं बाइटों से बँधा है (U15)।',
    ),
    without: say(
      'The order goes unsealed, its signature is not checked, and the PIN proof is bound to nothing.',
      'आदेश बिना मुहर जाता है, उसका हस्ताक्षर नहीं जाँचा जाता, और पिन का प्रमाण किसी चीज़ से बँधा नहीं।',
    ),
  },
  sticker: {
    title: say('Swap the QR sticker', 'क्यूआर स्टिकर बदलना'),
    does: say(
      'At night somebody pastes another code over the shop’s: once signed with the crook’s own key, once not signed at all.',
      'रात में कोई दुकान के कोड पर दूसरा कोड चिपका देता है: एक बार ठग की अपनी कुंजी से हस्ताक्षरित, एक बार बिना हस्ताक्षर।',
    ),
    look: say(
      'The name that the phone shows. It comes from the bank’s directory, never from the code.',
      'फ़ोन पर दिखता नाम। वह बैंक की सूची से आता है, कोड से कभी नहीं।',
    ),
    rule: say(
      'A merchant’s code is signed with ECDSA P-256 and the bank certifies the key. A code dressed up as the shop’s is refused (X6); an unsigned one is marked so, under the real payee’s name.',
      'दुकानदार का कोड ECDSA P-256 से हस्ताक्षरित है और कुंजी बैंक प्रमाणित करता है। दुकान का भेस धरा कोड मना होता है (X6); बिना हस्ताक्षर वाला वैसा ही चिह्नित होता है, असली पाने वाले के नाम के साथ।',
    ),
    without: say(
      'A phone that believes what the code says and asks nobody.',
      'ऐसा फ़ोन जो कोड की बात मान ले और किसी से न पूछे।',
    ),
  },
  ledger: {
    title: say('Edit, forge, delete in the ledger', 'खाता-बही में बदलाव, जालसाज़ी, मिटाना'),
    does: say(
      'Somebody with the database file drops its guards, edits a payment, redirects another to himself, and deletes one.',
      'जिसके पास डेटाबेस की फ़ाइल है वह उसके पहरे हटाता है, एक भुगतान बदलता है, दूसरा अपने नाम करता है और एक मिटा देता है।',
    ),
    look: say(
      'The entry that the verifier names, each time.',
      'हर बार वह प्रविष्टि, जिसका नाम जाँच बताती है।',
    ),
    rule: say(
      'Every movement is a leaf of one Merkle tree (RFC 6962) and carries the order that a phone signed; the bank signs the root as a C2SP checkpoint. Changed, forged or missing leaves no longer lead to it.',
      'हर आवाजाही एक मर्कल पेड़ (RFC 6962) का पत्ता है और फ़ोन का हस्ताक्षरित आदेश साथ रखती है; जड़ पर बैंक का हस्ताक्षर C2SP चेकपॉइंट है। बदले, जाली या ग़ायब पत्ते उस तक नहीं पहुँचते।',
    ),
    without: say(
      'The wrapping key is stolen too, so the whole tree is computed again and signed with the bank’s own key. Only a checkpoint that somebody else kept still tells.',
      'मुहर की कुंजी भी चोरी हुई, इसलिए पूरा पेड़ फिर से बनाकर बैंक की अपनी कुंजी से हस्ताक्षर किया गया। अब केवल किसी और के पास रखा चेकपॉइंट ही सच बताता है।',
    ),
  },
  rollback: {
    title: say('Put yesterday’s database back', 'कल का डेटाबेस वापस रखना'),
    does: say(
      'The payer copies the database, pays ₹500, and puts the copy back, from before the money was spent.',
      'भुगतान करने वाला डेटाबेस की नक़ल रखता है, ₹500 चुकाता है, और ख़र्च से पहले की नक़ल वापस रख देता है।',
    ),
    look: say(
      'How many leaves were signed, and how many the database has.',
      'कितने पत्तों पर हस्ताक्षर हुए थे, और डेटाबेस में कितने हैं।',
    ),
    rule: say(
      'The newest signed checkpoint is also kept outside the database (C2SP signed note). A database behind it is not opened.',
      'सबसे नया हस्ताक्षरित चेकपॉइंट डेटाबेस के बाहर भी रखा है (C2SP signed note)। उससे पीछे का डेटाबेस खोला नहीं जाता।',
    ),
    without: say(
      'The bank keeps no checkpoint outside its database.',
      'बैंक अपने डेटाबेस के बाहर कोई चेकपॉइंट नहीं रखता।',
    ),
  },
  'pin-online': {
    title: say('Guess the PIN at the bank', 'बैंक में पिन का अंदाज़ा लगाना'),
    does: say(
      'Somebody holds the unlocked phone and tries the PINs that people choose most.',
      'किसी के हाथ खुला फ़ोन लगा है और वह सबसे आम पिन आज़माता है।',
    ),
    look: say(
      'The codes: ZM, ZM, Z6. At last even the right PIN is refused.',
      'कोड देखें: ZM, ZM, Z6। अंत में सही पिन भी मना होता है।',
    ),
    rule: say(
      'Three wrong PINs lock the account (Z6), also across restarts. NIST SP 800-63B-4 asks for such a limit: a PIN is short, so only the count of tries protects it.',
      'तीन ग़लत पिन पर खाता बंद (Z6), बैंक दोबारा चालू होने पर भी। NIST SP 800-63B-4 यही सीमा माँगता है: पिन छोटा है, उसे केवल कोशिशों की गिनती बचाती है।',
    ),
    without: say('The bank never counts and never locks.', 'बैंक न गिनता है, न खाता बंद करता है।'),
  },
  'pin-offline': {
    title: say('Steal the database, crack the PINs', 'डेटाबेस चुराकर पिन तोड़ना'),
    does: say(
      'The whole database is copied. Now nobody counts the tries: guesses are made at home, as fast as the machine can.',
      'पूरे डेटाबेस की नक़ल हो गई। अब कोशिशें कोई नहीं गिनता: घर बैठे, जितनी तेज़ मशीन हो उतने अंदाज़े।',
    ),
    look: say(
      'Guesses per second, measured on this machine just now, and what they mean for 4 and for 6 digits.',
      'प्रति सेकंड अंदाज़े, अभी इसी मशीन पर नापे हुए, और 4 व 6 अंकों के लिए उनका मतलब।',
    ),
    rule: say(
      'The PIN’s keys lie in an AES-256-GCM box whose key is kept outside the database. Without it there is nothing to compare a guess with.',
      'पिन की कुंजियाँ AES-256-GCM के डिब्बे में हैं जिसकी चाबी डेटाबेस के बाहर है। उसके बिना अंदाज़े को मिलाने के लिए कुछ है ही नहीं।',
    ),
    without: say(
      'The wrapping key was stolen with the database. 600,000 rounds of PBKDF2 slow each guess, but there are only 10,000 PINs of 4 digits.',
      'मुहर की कुंजी भी डेटाबेस के साथ चोरी हुई। PBKDF2 के 6 लाख दौर हर अंदाज़ा धीमा करते हैं, पर 4 अंकों के पिन केवल 10,000 हैं।',
    ),
  },
  screenshot: {
    title: say('Show a fake “paid” screen', '“भुगतान हुआ” का नक़ली परदा दिखाना'),
    does: say(
      'The customer pays nothing and shows a picture of a payment of ₹250 that looks right in every detail, with a forged receipt.',
      'ग्राहक कुछ नहीं चुकाता और ₹250 के भुगतान की तस्वीर दिखाता है जो हर बात में सही लगती है, जाली रसीद के साथ।',
    ),
    look: say(
      'The shop’s own machine: it says nothing. Then a real payment comes, and it speaks.',
      'दुकान की अपनी मशीन: वह चुप है। फिर असली भुगतान आता है और वह बोलती है।',
    ),
    rule: say(
      'Believe the bank, not the customer’s screen: no ledger entry has this id, the receipt (C2SP tlog-proof) does not lead to the signed root, and the sound box stays silent.',
      'ग्राहक का परदा नहीं, बैंक की बात मानें: इस आईडी की कोई प्रविष्टि नहीं, रसीद (C2SP tlog-proof) हस्ताक्षरित जड़ तक नहीं पहुँचती, और साउंड बॉक्स चुप है।',
    ),
    without: say(
      'A cashier who looks at the customer’s screen and at nothing else.',
      'ऐसा दुकानदार जो केवल ग्राहक का परदा देखता है।',
    ),
  },
};
