import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What something is called on screen: the English text of a window's tables, in its language. */
export type Say = (english: string) => string;

const renderer = resolve(import.meta.dirname, '../../src/renderer');
const ENTRY = /^\s+(\w+):\s*'((?:[^'\\]|\\.)*)'/gm;

/** The tables' plain texts by key. Read as text: the files import styles, which Node cannot. */
const entriesOf = (source: string): ReadonlyMap<string, string> =>
  new Map([...source.matchAll(ENTRY)].map(([, key = '', text = '']) => [key, text]));

/** Texts that stand beside each other, such as the pages' titles. */
const PAIR = /en: '((?:[^'\\]|\\.)*)',\s+hi: '((?:[^'\\]|\\.)*)'/g;

/** @param room folder of the window: phone, pos or control-room */
export function labels(room: string, language: 'en' | 'hi'): Say {
  if (language === 'en') return (english) => english;
  const words = new Map<string, string>();
  for (const file of globSync('**/page.ts', { cwd: join(renderer, room) })) {
    const source = readFileSync(join(renderer, room, file), 'utf8');
    for (const [, text = '', other = ''] of source.matchAll(PAIR)) words.set(text, other);
  }
  for (const folder of [room, 'ui/i18n']) {
    for (const file of globSync('**/*messages.ts', { cwd: join(renderer, folder) })) {
      const [english = '', hindi = ''] = readFileSync(join(renderer, folder, file), 'utf8').split(
        /^ {2}hi: /m,
      );
      const translated = entriesOf(hindi);
      for (const [key, text] of entriesOf(english)) {
        const other = translated.get(key);
        if (other !== undefined && !words.has(text)) words.set(text, other);
      }
    }
  }
  return (english) => {
    const word = words.get(english);
    if (word === undefined) throw new Error(`${room} has no text “${english}”`);
    return word;
  };
}

/** A text with params as a pattern that fits whatever stands in their places. */
export const pattern = (text: string): RegExp =>
  new RegExp(text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+'));
