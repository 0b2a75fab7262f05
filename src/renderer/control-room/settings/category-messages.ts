import {
  type CategorySetting,
  MERCHANT_CATEGORIES,
  type MerchantCategoryId,
  merchantCategoryIds,
  perDayOf,
  perTransactionOf,
} from '#shared/merchant-categories.ts';

type Texts = Readonly<Record<CategorySetting | `${CategorySetting}Hint`, string>>;

const NAMES: Readonly<Record<MerchantCategoryId, readonly [en: string, hi: string]>> = {
  securities: ['Securities', 'शेयर बाज़ार'],
  insurance: ['Insurance', 'बीमा'],
  government: ['Taxes and government', 'कर और सरकार'],
  travel: ['Travel', 'यात्रा'],
  creditCard: ['Credit card bills', 'क्रेडिट कार्ड बिल'],
  collections: ['Loans and collections', 'ऋण और वसूली'],
  jewellery: ['Jewellery', 'आभूषण'],
  hospital: ['Hospitals', 'अस्पताल'],
  education: ['Education', 'शिक्षा'],
  termDeposit: ['Term deposits', 'सावधि जमा'],
  accountFunding: ['New account funding', 'नए खाते में पहली राशि'],
};

const mccsOf = (id: MerchantCategoryId): string => MERCHANT_CATEGORIES[id].mccs.join(', ');

/** Two rules a category, worded alike; the table of categories is the only list of them. */
function textsIn(language: 0 | 1): Texts {
  const entries = merchantCategoryIds.flatMap((id) => {
    const name = NAMES[id][language];
    const isEnglish = language === 0;
    const perTransaction = isEnglish ? 'most in one payment' : 'एक भुगतान में ज़्यादा से ज़्यादा';
    const perDay = isEnglish ? 'most in a day' : 'दिन भर में ज़्यादा से ज़्यादा';
    return [
      [perTransactionOf(id), `${name}: ${perTransaction}`],
      [
        `${perTransactionOf(id)}Hint`,
        isEnglish ? `Above it: UP1. MCC ${mccsOf(id)}.` : `इससे ऊपर UP1। MCC ${mccsOf(id)}।`,
      ],
      [perDayOf(id), `${name}: ${perDay}`],
      [
        `${perDayOf(id)}Hint`,
        isEnglish ? 'For one payer. Above it: ZU.' : 'एक भुगतानकर्ता के लिए। इससे ऊपर ZU।',
      ],
    ];
  });
  return Object.fromEntries(entries) as Texts;
}

export const categoryTexts = { en: textsIn(0), hi: textsIn(1) } as const;
