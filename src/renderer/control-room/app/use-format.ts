import { formatCount, type Language, useLanguage } from '../../ui/index.ts';

export interface Formats {
  /** "11:20:41". */
  readonly time: (timeMs: number) => string;
  /** "22 Nov 2026, 11:20:41". */
  readonly dateTime: (timeMs: number) => string;
  /** "12 s ago". */
  readonly ago: (timeMs: number, nowMs: number) => string;
  readonly count: (value: number) => string;
  /** "54.8 ms", "1,204 ms", "2.4 s". */
  readonly duration: (durationMs: number) => string;
  /** "34.0 / 118 ms". */
  readonly pair: (firstMs: number, secondMs: number) => string;
  /** "18.4 MB". */
  readonly bytes: (bytes: number) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-IN', hi: 'hi-IN-u-nu-latn' };

const UNITS = {
  en: { s: 's', min: 'min', h: 'h', ms: 'ms', ago: (text: string) => `${text} ago`, now: 'now' },
  hi: {
    s: 'सेकंड',
    min: 'मिनट',
    h: 'घंटे',
    ms: 'मि.से.',
    ago: (text: string) => `${text} पहले`,
    now: 'अभी',
  },
} as const;

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
const DAY_MS = 86_400_000;

/** 123.456 as "123", 12.34 as "12.3": three figures say enough. */
const short = (value: number): string => (value >= 100 ? formatCount(value) : value.toFixed(1));

function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < BYTE_UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? formatCount(value) : short(value)} ${BYTE_UNITS[unit]}`;
}

/** Times, counts and sizes as people of that language read them; always Latin digits. */
function createFormats(language: Language): Formats {
  const locale = LOCALES[language];
  const units = UNITS[language];
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' });
  const dateTime = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
  const ago = (timeMs: number, nowMs: number): string => {
    const seconds = Math.max(0, Math.floor((nowMs - timeMs) / 1_000));
    if (seconds < 2) return units.now;
    if (seconds < 60) return units.ago(`${seconds} ${units.s}`);
    if (seconds < 3_600) return units.ago(`${Math.floor(seconds / 60)} ${units.min}`);
    if (nowMs - timeMs < DAY_MS) return units.ago(`${Math.floor(seconds / 3_600)} ${units.h}`);
    return dateTime.format(timeMs);
  };
  return {
    time: (timeMs) => time.format(timeMs),
    dateTime: (timeMs) => dateTime.format(timeMs),
    ago,
    count: formatCount,
    duration: (ms) =>
      ms >= 10_000 ? `${short(ms / 1_000)} ${units.s}` : `${short(ms)} ${units.ms}`,
    pair: (first, second) => `${short(first)} / ${short(second)} ${units.ms}`,
    bytes: formatBytes,
  };
}

/** Intl formatters are slow to make and every row of a list needs them. */
const formats: Readonly<Record<Language, Formats>> = {
  en: createFormats('en'),
  hi: createFormats('hi'),
};

export function useFormat(): Formats {
  const { language } = useLanguage();
  return formats[language];
}
