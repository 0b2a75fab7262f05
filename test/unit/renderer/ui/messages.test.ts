import { describe, expect, test } from 'vitest';
import { sampleMessages } from '../../../../src/renderer/ui/gallery/sample-text.ts';
import { initialLanguage } from '../../../../src/renderer/ui/i18n/LanguageProvider.tsx';
import {
  catalogueProblems,
  defineMessages,
  translator,
} from '../../../../src/renderer/ui/i18n/messages.ts';
import { uiMessages } from '../../../../src/renderer/ui/i18n/ui-messages.ts';

test.each([
  ['ui', catalogueProblems(uiMessages)],
  ['gallery', catalogueProblems(sampleMessages)],
])('every text of %s is complete in both languages', (_, problems) => {
  expect(problems).toEqual([]);
});

test('every Hindi text of the kit is written in Devanagari', () => {
  const latin = Object.entries(uiMessages.hi).filter(
    ([, text]) => typeof text === 'string' && !/[\u0900-\u097f]/.test(text),
  );
  expect(latin.map(([key]) => key)).toEqual([]);
});

const catalogue = defineMessages({
  en: {
    hello: 'Hello {name}',
    plain: 'Plain',
    devices: ({ count }: { count: number }) => (count === 1 ? 'one device' : `${count} devices`),
  },
  hi: {
    hello: 'नमस्ते {name}',
    plain: 'सादा',
    devices: ({ count }: { count: number }) => `${count} उपकरण`,
  },
});

describe('translator', () => {
  test('fills params, calls functions, in both languages', () => {
    expect(translator(catalogue, 'en')('hello', { name: 'Asha' })).toBe('Hello Asha');
    expect(translator(catalogue, 'hi')('hello', { name: 'आशा' })).toBe('नमस्ते आशा');
    expect(translator(catalogue, 'en')('devices', { count: 1 })).toBe('one device');
    expect(translator(catalogue, 'hi')('plain')).toBe('सादा');
  });

  test('a param is put in as it is, also when it looks like a placeholder', () => {
    expect(translator(catalogue, 'en')('hello', { name: '{name} $& <b>' })).toBe(
      'Hello {name} $& <b>',
    );
  });

  test('types refuse missing keys and params', () => {
    const t = translator(catalogue, 'en');
    // @ts-expect-error the param is required
    t('hello');
    // @ts-expect-error there is no such key
    expect(t('nothing')).toBe('nothing');
    // @ts-expect-error a Hindi text is missing
    const broken = defineMessages({ en: { one: 'One' }, hi: {} });
    expect(catalogueProblems(broken)).toEqual(['one: no Hindi']);
  });
});

test('problems that types cannot see are named', () => {
  const broken = defineMessages({
    en: { empty: ' ', params: '{a} and {b}', same: 'Same', brand: 'UPI' },
    hi: { empty: 'ख', params: '{a}', same: 'Same', brand: 'UPI' },
  });
  expect(catalogueProblems(broken, ['brand'])).toEqual([
    'empty: empty',
    'params: params differ',
    'same: not translated',
  ]);
});

test.each([
  ['hi', ['en-IN'], 'hi'],
  [null, ['hi-IN', 'en'], 'hi'],
  [null, ['fr-FR', 'hi'], 'hi'],
  [null, ['de'], 'en'],
  [null, [], 'en'],
  ['xx', ['en-GB'], 'en'],
  ['', [], 'en'],
])('stored %j and preferred %j start in %s', (stored, preferred, language) => {
  expect(initialLanguage(stored, preferred)).toBe(language);
});
