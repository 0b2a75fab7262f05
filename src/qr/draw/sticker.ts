import { QrError } from '../picture.ts';
import { modulePxFor, type QrMatrix, sideModules } from './matrix.ts';
import { fitText } from './sticker-font.ts';

/** What a merchant prints and puts on the counter. */
export interface Sticker {
  readonly matrix: QrMatrix;
  readonly merchantName: string;
  readonly vpa: string;
  /** `VMID:PORT`, which a person can type. */
  readonly shortCode: string;
}

export interface StickerLine {
  readonly text: string;
  readonly sizePx: number;
  /** Baseline; lines are centred on the sticker. */
  readonly baselinePx: number;
  readonly grey: number;
}

export interface StickerLayout {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly modulePx: number;
  readonly codeLeftPx: number;
  readonly codeTopPx: number;
  readonly lines: readonly StickerLine[];
}

const CODE_SIDE_PX = 600;
const MARGIN_PX = 40;
const NAME_PX = 44;
const VPA_PX = 30;
const SHORT_CODE_PX = 30;
const FOOT_PX = 20;
const FOOT_TEXT = 'UPI Simulator. No real money.';
const MAX_LINE_CHARACTERS = 255;

/**
 * One layout for the SVG and the PNG. A line that is too wide is set smaller, down to two fifths,
 * and then cut with dots.
 * @throws QrError TEXT_EMPTY or TEXT_TOO_LONG naming the line.
 */
export function layOutSticker(sticker: Sticker): StickerLayout {
  checkLine('merchant name', sticker.merchantName);
  checkLine('VPA', sticker.vpa);
  checkLine('short code', sticker.shortCode);
  const modulePx = modulePxFor(sticker.matrix, CODE_SIDE_PX);
  const codeSidePx = sideModules(sticker.matrix) * modulePx;
  const widthPx = codeSidePx + 2 * MARGIN_PX;
  const codeTopPx = MARGIN_PX + NAME_PX + 6;
  const below = codeTopPx + codeSidePx;
  const line = (text: string, sizePx: number, baselinePx: number, grey: number): StickerLine => ({
    ...fitText(text, sizePx, codeSidePx),
    baselinePx,
    grey,
  });
  return {
    widthPx,
    heightPx: below + 150,
    modulePx,
    codeLeftPx: MARGIN_PX,
    codeTopPx,
    lines: [
      line(sticker.merchantName, NAME_PX, MARGIN_PX + NAME_PX - 6, 0),
      line(sticker.vpa, VPA_PX, below + 28, 0),
      line(sticker.shortCode, SHORT_CODE_PX, below + 72, 0),
      line(FOOT_TEXT, FOOT_PX, below + 116, 96),
    ],
  };
}

function checkLine(name: string, text: string): void {
  if (text.trim() === '') throw new QrError('TEXT_EMPTY', `The sticker needs a ${name}.`);
  if (text.length > MAX_LINE_CHARACTERS) {
    throw new QrError(
      'TEXT_TOO_LONG',
      `The sticker's ${name} has ${text.length} characters; at most ${MAX_LINE_CHARACTERS}.`,
    );
  }
}
