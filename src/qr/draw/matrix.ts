import QRCode from 'qrcode';
import { QrError } from '../picture.ts';

/** What version 40 holds at error correction level M in byte mode (ISO/IEC 18004 table 7). */
export const MAX_QR_TEXT_BYTES = 2331;
/** Modules of white on every side (ISO/IEC 18004 section 5.3.8). */
export const QUIET_ZONE_MODULES = 4;
/** Below this a webcam at arm's length cannot tell the modules apart. */
export const MIN_MODULE_PX = 5;

/** A drawn code: `modules[row * size + column]` is 1 for dark; without the quiet zone. */
export interface QrMatrix {
  readonly text: string;
  readonly version: number;
  readonly size: number;
  readonly modules: Uint8Array;
}

/**
 * Encodes text as a QR code, model 2, error correction level M (15 % may be lost).
 * @param text 1 to MAX_QR_TEXT_BYTES bytes of UTF-8.
 * @throws QrError TEXT_EMPTY, TEXT_MALFORMED or TEXT_TOO_LONG.
 */
export function drawMatrix(text: string): QrMatrix {
  if (text.length === 0) throw new QrError('TEXT_EMPTY', 'There is no text to draw as a QR code.');
  if (!text.isWellFormed()) {
    throw new QrError('TEXT_MALFORMED', 'The text holds half a character (a lone surrogate).');
  }
  const byteLength = new TextEncoder().encode(text).length;
  if (byteLength > MAX_QR_TEXT_BYTES) {
    throw new QrError(
      'TEXT_TOO_LONG',
      `The text has ${byteLength} bytes; a QR code of level M holds at most ${MAX_QR_TEXT_BYTES}.`,
    );
  }
  const code = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return {
    text,
    version: code.version,
    size: code.modules.size,
    modules: Uint8Array.from(code.modules.data),
  };
}

/** Side of the whole drawing, quiet zone included, in modules. */
export const sideModules = (matrix: QrMatrix): number => matrix.size + 2 * QUIET_ZONE_MODULES;

/**
 * Pixels a module gets when the code, quiet zone included, must fit a square: whole pixels, so that
 * every module is equally wide, and never under MIN_MODULE_PX (the drawing is then larger than asked).
 */
export const modulePxFor = (matrix: QrMatrix, sidePx: number): number =>
  Math.max(MIN_MODULE_PX, Math.floor(sidePx / sideModules(matrix)));
