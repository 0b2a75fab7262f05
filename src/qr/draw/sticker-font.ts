import font from './sticker-font.json' with { type: 'json' };

const INDEX_OF = new Map([...font.letters].map((letter, index) => [letter, index]));
/** A Devanagari or Han letter is at most about this wide; used to shrink a line, not to draw it. */
const UNKNOWN_ADVANCE_PX = font.emPx;
const SMALLEST_SHRINK = 0.4;
const DOTS = '...';
/** Typographic marks that Unicode does not decompose. */
const PLAIN_MARKS: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '-',
};

/** The sticker's own bitmap letters, printable ASCII and the rupee sign. */
export const stickerFont = font;

export const letterIndex = (letter: string): number | undefined => INDEX_OF.get(letter);

/** The text without accents if the font then has every letter of it; undefined otherwise. */
export function toStickerLetters(text: string): string | undefined {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .replace(/[\u2018-\u201d\u2013\u2014]/gu, (mark) => PLAIN_MARKS[mark] ?? mark)
    .replace(/\s+/gu, ' ');
  return [...plain].every((letter) => INDEX_OF.has(letter)) ? plain : undefined;
}

export const advancePx = (letter: string, sizePx: number): number =>
  ((font.advancesPx[INDEX_OF.get(letter) ?? -1] ?? UNKNOWN_ADVANCE_PX) * sizePx) / font.emPx;

export const textWidthPx = (text: string, sizePx: number): number =>
  [...text].reduce((sum, letter) => sum + advancePx(letter, sizePx), 0);

/** Sets a line smaller until it fits, down to SMALLEST_SHRINK of its size, and cuts it after that. */
export function fitText(
  text: string,
  sizePx: number,
  widthPx: number,
): { readonly text: string; readonly sizePx: number } {
  const shrink = widthPx / textWidthPx(text, sizePx);
  if (shrink >= 1) return { text, sizePx };
  if (shrink >= SMALLEST_SHRINK) return { text, sizePx: sizePx * shrink };
  const smallestPx = sizePx * SMALLEST_SHRINK;
  let room = widthPx - textWidthPx(DOTS, smallestPx);
  let kept = '';
  for (const letter of text) {
    room -= advancePx(letter, smallestPx);
    if (room < 0) break;
    kept += letter;
  }
  return { text: kept + DOTS, sizePx: smallestPx };
}
