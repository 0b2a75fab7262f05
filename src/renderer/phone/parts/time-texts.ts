import type { Language } from '../../ui/index.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-IN', hi: 'hi-IN' };

const formatter = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(LOCALES[language], { hour12: false, ...options });

/** "21:50" */
export const clockTime = (timeMs: number, language: Language): string =>
  formatter(language, { hour: '2-digit', minute: '2-digit' }).format(timeMs);

/** "21:50:07" */
export const wholeSecond = (timeMs: number, language: Language): string =>
  formatter(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(timeMs);

/** "22 November 2026" */
export const longDay = (timeMs: number, language: Language): string =>
  formatter(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(timeMs);

/** "22 Nov 2026, 21:50:07" */
export const fullTime = (timeMs: number, language: Language): string =>
  formatter(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(timeMs);

/** "98765 43210", as people read a number out; never broken over two lines. */
export const spokenMobile = (mobile: string): string =>
  `${mobile.slice(0, 5)}\u00a0${mobile.slice(5)}`;
