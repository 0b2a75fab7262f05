import {
  type CategorySetting,
  merchantCategoryIds,
  perDayOf,
  perTransactionOf,
} from '#shared/merchant-categories.ts';
import { formatRupees } from '#shared/money.ts';
import { type BankSettings, bankSettingsSchema, defaultBankSettings } from '#shared/settings.ts';
import { readRupees } from './forms.ts';

export type SettingName = keyof BankSettings;
export type SettingKind = 'money' | 'count' | 'switch';

/** The groups that the settings page shows, and how each setting is typed. */
export const SETTING_GROUPS = [
  {
    id: 'limits',
    settings: [
      'perTransactionPaise',
      'perDayPaise',
      'perDayCount',
      'balanceMaxPaise',
      'openingBalanceMaxPaise',
      'areSimulatedLimited',
    ],
  },
  {
    id: 'categories',
    settings: merchantCategoryIds.flatMap((id): CategorySetting[] => [
      perTransactionOf(id),
      perDayOf(id),
    ]),
  },
  { id: 'cooling', settings: ['coolingPaise', 'coolingHours'] },
  { id: 'pin', settings: ['pinTriesMax', 'pinLockHours'] },
  {
    id: 'orders',
    settings: [
      'orderExpirySeconds',
      'isOrderOneShot',
      'pendingSeconds',
      'reversalSeconds',
      'deemedSeconds',
    ],
  },
  {
    id: 'collects',
    settings: [
      'isPersonCollectAllowed',
      'isMerchantCollectAllowed',
      'collectMaxPaise',
      'collectExpirySeconds',
      'openCollectsPerPayer',
      'openCollectsPerRequester',
    ],
  },
] as const satisfies readonly { id: string; settings: readonly SettingName[] }[];

export function settingKind(name: SettingName): SettingKind {
  if (name.endsWith('Paise')) return 'money';
  return /^(?:is|are)[A-Z]/.test(name) ? 'switch' : 'count';
}

/** Every field as it stands in its box; switches are 'true' and 'false'. */
export type SettingsDraft = Readonly<Record<SettingName, string>>;

const SETTING_NAMES = Object.keys(defaultBankSettings()) as SettingName[];

const drafted = (name: SettingName, value: number | boolean): string =>
  settingKind(name) === 'money' ? formatRupees(Number(value)).replace('₹', '') : String(value);

export const draftOf = (settings: BankSettings): SettingsDraft =>
  Object.fromEntries(
    SETTING_NAMES.map((name) => [name, drafted(name, settings[name])]),
  ) as SettingsDraft;

export type SettingProblem = 'notMoney' | 'notWhole' | 'tooLow' | 'tooHigh';

export interface SettingRefusal {
  readonly problem: SettingProblem;
  /** The bound that was passed, as the user would type it. */
  readonly bound?: string;
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: BankSettings }
  | { readonly ok: false; readonly refusals: Partial<Record<SettingName, SettingRefusal>> };

function readOne(name: SettingName, text: string): number | boolean | SettingProblem {
  const kind = settingKind(name);
  if (kind === 'switch') return text === 'true';
  if (kind === 'money') return readRupees(text) ?? 'notMoney';
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : 'notWhole';
}

function refusalOf(name: SettingName, value: number): SettingRefusal | undefined {
  const checked = bankSettingsSchema.shape[name].safeParse(value);
  const issue = checked.success ? undefined : checked.error.issues[0];
  if (!issue) return undefined;
  if (issue.code === 'too_small') {
    return { problem: 'tooLow', bound: drafted(name, Number(issue.minimum)) };
  }
  if (issue.code === 'too_big') {
    return { problem: 'tooHigh', bound: drafted(name, Number(issue.maximum)) };
  }
  return { problem: settingKind(name) === 'money' ? 'notMoney' : 'notWhole' };
}

/** The settings that a draft stands for, or what is wrong with which field. */
export function readSettings(draft: SettingsDraft): ReadSettings {
  const refusals: Partial<Record<SettingName, SettingRefusal>> = {};
  const values: Partial<Record<SettingName, number | boolean>> = {};
  for (const name of SETTING_NAMES) {
    const value = readOne(name, draft[name]);
    if (typeof value === 'string') refusals[name] = { problem: value };
    else {
      values[name] = value;
      const refusal = typeof value === 'number' ? refusalOf(name, value) : undefined;
      if (refusal) refusals[name] = refusal;
    }
  }
  if (Object.keys(refusals).length > 0) return { ok: false, refusals };
  return { ok: true, settings: bankSettingsSchema.parse(values) };
}

/** Names of the settings in which two drafts differ. */
export const changedSettings = (before: SettingsDraft, after: SettingsDraft): SettingName[] =>
  SETTING_NAMES.filter((name) => before[name] !== after[name]);
