import { z } from 'zod';
import {
  type CategorySetting,
  MERCHANT_CATEGORIES,
  merchantCategoryIds,
  perDayOf,
  perTransactionOf,
} from './merchant-categories.ts';
import { MAX_PAISE } from './money.ts';
import { collectExpirySeconds } from './protocol/collects.ts';

/** Bank settings that can change while it runs; NPCI-like defaults (reference: upi.md section 5). */
const paise = z.number().int().min(0).max(MAX_PAISE);
const LAKH_PAISE = 10_000_000;

/** `securitiesPerTransactionPaise` (UP1 above it), `securitiesPerDayPaise` (ZU) and so on. */
const categorySettings = Object.fromEntries(
  merchantCategoryIds.flatMap((id) => {
    const [perTransaction, perDay] = MERCHANT_CATEGORIES[id].lakhs;
    return [
      [perTransactionOf(id), paise.default(perTransaction * LAKH_PAISE)],
      [perDayOf(id), paise.default(perDay * LAKH_PAISE)],
    ];
  }),
) as Readonly<Record<CategorySetting, z.ZodDefault<typeof paise>>>;

export const bankSettingsSchema = z.strictObject({
  /** Most that one payment may move, to anybody without a category of its own; Z8 above it. */
  perTransactionPaise: paise.default(10_000_000),
  /** Most that a payer may send them in a day; ZU above it. */
  perDayPaise: paise.default(10_000_000),
  /** Payments a payer may make in a day; Z7 above it. */
  perDayCount: z.number().int().min(1).max(100_000).default(20),
  /** New device: first payment and sum in the first hours; FL and FP above it. */
  coolingPaise: paise.default(500_000),
  coolingHours: z.number().int().min(0).max(720).default(24),
  /** Day count and cooling hold for simulated (stress) accounts too. */
  areSimulatedLimited: z.boolean().default(false),
  pinTriesMax: z.number().int().min(1).max(10).default(3),
  pinLockHours: z.number().int().min(1).max(720).default(24),
  orderExpirySeconds: z.number().int().min(15).max(86_400).default(300),
  /** A failed try closes the order (PhonePe style) instead of leaving it open (Setu style). */
  isOrderOneShot: z.boolean().default(false),
  /** How long a pending payment waits before it is paid after all. */
  pendingSeconds: z.number().int().min(1).max(86_400).default(20),
  /** How long the money of a failed credit is away before it comes back (NPCI: 10 s). */
  reversalSeconds: z.number().int().min(1).max(86_400).default(10),
  /** How long a deemed payment, or a reversal that timed out, waits for its end. */
  deemedSeconds: z.number().int().min(1).max(86_400).default(60),
  ...categorySettings,
  /** Most that an account may hold; PS for what would go above it. */
  balanceMaxPaise: paise.default(MAX_PAISE),
  openingBalanceMaxPaise: paise.default(1_000_000_000),
  isPersonCollectAllowed: z.boolean().default(true),
  /** Off as on the real network since 2026, where only MCC 6012 and 6211 may still ask. */
  isMerchantCollectAllowed: z.boolean().default(false),
  /** Most that a person may ask for; U02 above it. */
  collectMaxPaise: paise.default(200_000),
  collectExpirySeconds: collectExpirySeconds.default(1_800),
  /** Requests that one payer may have open; U80 above it. */
  openCollectsPerPayer: z.number().int().min(1).max(100).default(10),
  openCollectsPerRequester: z.number().int().min(1).max(100).default(10),
});

export type BankSettings = z.infer<typeof bankSettingsSchema>;
export const defaultBankSettings = (): BankSettings => bankSettingsSchema.parse({});
