import { PNG } from 'pngjs';
import { drawRgba } from '../draw/rgba.ts';
import {
  layOutSticker,
  type Sticker,
  type StickerLayout,
  type StickerLine,
} from '../draw/sticker.ts';
import {
  advancePx,
  fitText,
  letterIndex,
  stickerFont,
  textWidthPx,
  toStickerLetters,
} from '../draw/sticker-font.ts';
import type { RgbaPicture } from '../picture.ts';
import { greyPng } from './png.ts';

/** Decoded once: 100 letters side by side, brightness is coverage. */
const letterSheet = PNG.sync.read(Buffer.from(stickerFont.png, 'base64'));

/**
 * The sticker as a PNG file, without a window or a native module. A line with letters that the
 * bitmap font lacks (Devanagari, say) is left out rather than half drawn: the SVG has it.
 * @throws QrError as layOutSticker does.
 */
export function drawStickerPng(sticker: Sticker): Uint8Array {
  const layout = layOutSticker(sticker);
  const { widthPx, heightPx } = layout;
  const picture: RgbaPicture = {
    data: new Uint8ClampedArray(widthPx * heightPx * 4).fill(255),
    width: widthPx,
    height: heightPx,
  };
  placeCode(picture, sticker, layout);
  for (const line of layout.lines) writeLine(picture, line);
  return greyPng(picture);
}

function placeCode(picture: RgbaPicture, sticker: Sticker, layout: StickerLayout): void {
  const code = drawRgba(sticker.matrix, layout.modulePx);
  for (let row = 0; row < code.height; row++) {
    const from = row * code.width * 4;
    const to = ((layout.codeTopPx + row) * picture.width + layout.codeLeftPx) * 4;
    picture.data.set(code.data.subarray(from, from + code.width * 4), to);
  }
}

function writeLine(picture: RgbaPicture, line: StickerLine): void {
  const letters = toStickerLetters(line.text);
  if (letters === undefined) return;
  const { text, sizePx } = fitText(letters, line.sizePx, picture.width);
  let left = (picture.width - textWidthPx(text, sizePx)) / 2;
  for (const letter of text) {
    const index = letterIndex(letter);
    if (index !== undefined) writeLetter(picture, index, left, line, sizePx);
    left += advancePx(letter, sizePx);
  }
}

function writeLetter(
  picture: RgbaPicture,
  index: number,
  left: number,
  line: StickerLine,
  sizePx: number,
): void {
  const { cellPx, originXPx, baselinePx, emPx } = stickerFont;
  const scale = emPx / sizePx;
  const top = line.baselinePx - baselinePx / scale;
  for (let y = Math.floor(top); y < top + letterSheet.height / scale; y++) {
    for (let x = Math.floor(left - originXPx / scale); x < left + cellPx / scale; x++) {
      const sheetX = (x - left) * scale + originXPx;
      if (sheetX <= -scale || sheetX >= cellPx || y < 0 || y >= picture.height) continue;
      if (x < 0 || x >= picture.width) continue;
      const coverage = sheetCoverage(index, sheetX, (y - top) * scale, scale);
      const at = (y * picture.width + x) * 4;
      const ink = (picture.data[at] ?? 255) * (1 - coverage) + line.grey * coverage;
      picture.data.fill(Math.round(ink), at, at + 3);
    }
  }
}

/** Average coverage, 0 to 1, of a square of the letter's cell; nine samples make soft edges. */
function sheetCoverage(index: number, x: number, y: number, side: number): number {
  const { cellPx } = stickerFont;
  let sum = 0;
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      const cellX = Math.floor(x + ((column + 0.5) * side) / 3);
      const cellY = Math.floor(y + ((row + 0.5) * side) / 3);
      if (cellX < 0 || cellX >= cellPx || cellY < 0 || cellY >= letterSheet.height) continue;
      sum += letterSheet.data[(cellY * letterSheet.width + index * cellPx + cellX) * 4] ?? 0;
    }
  }
  return sum / (9 * 255);
}
