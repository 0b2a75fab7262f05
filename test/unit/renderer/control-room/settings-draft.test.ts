import { describe, expect, it } from 'vitest';
import { defaultBankSettings } from '#shared/settings.ts';
import {
  changedSettings,
  draftOf,
  readSettings,
  SETTING_GROUPS,
} from '../../../../src/renderer/control-room/state/settings-draft.ts';

const draft = draftOf(defaultBankSettings());

describe('settings', () => {
  it('come back from their boxes as they went in', () => {
    expect(readSettings(draft)).toEqual({ ok: true, settings: defaultBankSettings() });
  });

  it('are all on the page, each once', () => {
    const shown: string[] = SETTING_GROUPS.flatMap((group) => [...group.settings]);
    expect(shown.toSorted()).toEqual(Object.keys(draft).toSorted());
  });

  it.each([
    ['perTransactionPaise', '', { problem: 'notMoney' }],
    ['perTransactionPaise', '-5', { problem: 'notMoney' }],
    ['perTransactionPaise', '1.999', { problem: 'notMoney' }],
    ['pinTriesMax', '3.5', { problem: 'notWhole' }],
    ['pinTriesMax', 'three', { problem: 'notWhole' }],
    ['pinTriesMax', '0', { problem: 'tooLow', bound: '1' }],
    ['pinTriesMax', '11', { problem: 'tooHigh', bound: '10' }],
    ['orderExpirySeconds', '5', { problem: 'tooLow', bound: '15' }],
  ] as const)('refuse %s "%s"', (name, text, refusal) => {
    const read = readSettings({ ...draft, [name]: text });
    expect(read).toEqual({ ok: false, refusals: { [name]: refusal } });
  });

  it('read amounts as people write them', () => {
    const read = readSettings({ ...draft, perDayPaise: '2,00,000' });
    expect(read).toMatchObject({ ok: true, settings: { perDayPaise: 20_000_000 } });
  });

  it('know what changed', () => {
    const after = { ...draft, isOrderOneShot: 'true', pinTriesMax: '5' };
    expect(changedSettings(draft, after)).toEqual(['pinTriesMax', 'isOrderOneShot']);
    expect(changedSettings(draft, draft)).toEqual([]);
  });
});
