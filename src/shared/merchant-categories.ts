/**
 * Merchant categories with limits of their own (NPCI, in force since 15 September 2025; hospitals
 * and education since December 2023), by merchant category code. Everybody else falls under the
 * ordinary limits. FX retail is left out: it hangs on purpose codes, which orders do not carry.
 */
interface MerchantCategory {
  readonly mccs: readonly string[];
  /** Defaults, in lakh rupees, for one payment and for one payer's day. */
  readonly lakhs: readonly [perTransaction: number, perDay: number];
}

export const MERCHANT_CATEGORIES = {
  securities: { mccs: ['6211'], lakhs: [5, 10] },
  insurance: { mccs: ['5960', '6300', '6529'], lakhs: [5, 10] },
  government: { mccs: ['9311'], lakhs: [5, 10] },
  travel: { mccs: ['4722'], lakhs: [5, 10] },
  creditCard: { mccs: ['5413'], lakhs: [5, 6] },
  collections: { mccs: ['7322'], lakhs: [5, 10] },
  jewellery: { mccs: ['5944'], lakhs: [2, 6] },
  hospital: {
    mccs: ['0742', '8011', '8021', '8031', '8041', '8042', '8049', '8050', '8062', '8071', '8099'],
    lakhs: [5, 5],
  },
  education: { mccs: ['8211', '8220', '8241', '8244', '8249', '8299'], lakhs: [5, 5] },
  termDeposit: { mccs: ['7410'], lakhs: [5, 5] },
  accountFunding: { mccs: ['7409'], lakhs: [2, 2] },
} as const satisfies Readonly<Record<string, MerchantCategory>>;

export type MerchantCategoryId = keyof typeof MERCHANT_CATEGORIES;
export const merchantCategoryIds = Object.keys(MERCHANT_CATEGORIES) as MerchantCategoryId[];

const BY_MCC: ReadonlyMap<string, MerchantCategoryId> = new Map(
  merchantCategoryIds.flatMap((id) =>
    MERCHANT_CATEGORIES[id].mccs.map((mcc) => [mcc, id] as const),
  ),
);

/** The category whose limits hold for a merchant with this code; undefined for ordinary ones. */
export const categoryOfMcc = (mcc: string): MerchantCategoryId | undefined => BY_MCC.get(mcc);

/** Names of a category's two settings. */
export const perTransactionOf = <C extends MerchantCategoryId>(id: C) =>
  `${id}PerTransactionPaise` as const;
export const perDayOf = <C extends MerchantCategoryId>(id: C) => `${id}PerDayPaise` as const;
export type CategorySetting =
  | `${MerchantCategoryId}PerTransactionPaise`
  | `${MerchantCategoryId}PerDayPaise`;
