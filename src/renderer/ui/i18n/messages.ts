import type { Language } from '#shared/response-codes.ts';

export type { Language };

export const LANGUAGES = ['en', 'hi'] as const satisfies readonly Language[];

export type MessageParam = string | number;

/** Names inside braces: `ParamNames<'{count} of {total}'>` is `'count' | 'total'`. */
type ParamNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

/** A text with `{params}`, or a function where a language needs grammar (plurals, gender). */
// biome-ignore lint/suspicious/noExplicitAny: the parameter type is inferred from each message
type Message = string | ((params: any) => string);
export type Messages = Readonly<Record<string, Message>>;

type MessageArguments<Entry> = Entry extends string
  ? [ParamNames<Entry>] extends [never]
    ? []
    : [params: Readonly<Record<ParamNames<Entry>, MessageParam>>]
  : Entry extends (params: infer Params) => string
    ? [params: Params]
    : never;

type Translated<En extends Messages> = {
  readonly [Key in keyof En]: En[Key] extends (params: infer Params) => string
    ? (params: Params) => string
    : string;
};

export interface Catalogue<En extends Messages> {
  readonly en: En;
  readonly hi: Translated<En>;
}

/** `t('received', { amount })`; the params follow from the English text. */
export type Translate<En extends Messages> = <Key extends keyof En>(
  key: Key,
  ...args: MessageArguments<En[Key]>
) => string;

/** One room's texts. English sets the keys; a missing or extra Hindi key is a type error. */
export function defineMessages<const En extends Messages>(catalogue: Catalogue<En>): Catalogue<En> {
  return catalogue;
}

const fill = (text: string, params: Readonly<Record<string, MessageParam>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/** The catalogue's texts in one language, outside React as well. */
export function translator<const En extends Messages>(
  catalogue: Catalogue<En>,
  language: Language,
): Translate<En> {
  const messages: Messages = catalogue[language];
  return (key, ...args) => {
    const message = messages[key as string] ?? catalogue.en[key] ?? String(key);
    if (typeof message === 'function') return message(args[0]);
    return args[0] === undefined ? message : fill(message, args[0] as Record<string, MessageParam>);
  };
}

const placeholders = (text: string): string =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join();

/**
 * What types cannot see in a catalogue: empty texts, placeholders that differ between languages,
 * Hindi that is only the English again. For unit tests; an empty list means sound.
 * `sameInBoth` names keys that are right to be equal (brand names, symbols).
 */
export function catalogueProblems<En extends Messages>(
  catalogue: Catalogue<En>,
  sameInBoth: readonly (keyof En)[] = [],
): string[] {
  const hindi: Messages = catalogue.hi;
  const problems: string[] = [];
  for (const [key, english] of Object.entries<Message>(catalogue.en)) {
    const other = hindi[key];
    if (other === undefined || typeof other !== typeof english) {
      problems.push(`${key}: no Hindi`);
    } else if (typeof english === 'string' && typeof other === 'string') {
      if (!english.trim() || !other.trim()) problems.push(`${key}: empty`);
      if (placeholders(english) !== placeholders(other)) problems.push(`${key}: params differ`);
      if (english === other && !sameInBoth.includes(key)) problems.push(`${key}: not translated`);
    }
  }
  for (const key of Object.keys(hindi)) {
    if (!(key in catalogue.en)) problems.push(`${key}: no English`);
  }
  return problems;
}
