import { checkPictureSize, QrError, type RgbaPicture } from '../picture.ts';
import { MIN_MODULE_PX, type QrMatrix, QUIET_ZONE_MODULES, sideModules } from './matrix.ts';

/** One opaque black pixel as a 32-bit word; alpha's place in it depends on the machine. */
const OPAQUE_BLACK = new Uint32Array(Uint8Array.of(0, 0, 0, 255).buffer)[0] ?? 0;
const OPAQUE_WHITE = 0xffffffff;

/** @throws QrError DRAWING_SIZE for less than MIN_MODULE_PX or a fraction of a pixel a module. */
export function checkModulePx(modulePx: number): void {
  if (!Number.isInteger(modulePx) || modulePx < MIN_MODULE_PX) {
    throw new QrError(
      'DRAWING_SIZE',
      `A QR code is drawn with ${MIN_MODULE_PX} or more whole pixels a module, not ${modulePx}.`,
    );
  }
}

/**
 * Black on white pixels for a canvas: `new ImageData(picture.data, picture.width)`.
 * @throws QrError DRAWING_SIZE or PICTURE_TOO_LARGE.
 */
export function drawRgba(matrix: QrMatrix, modulePx: number = MIN_MODULE_PX): RgbaPicture {
  checkModulePx(modulePx);
  const side = sideModules(matrix) * modulePx;
  checkPictureSize(side, side);
  const pixels = new Uint32Array(side * side).fill(OPAQUE_WHITE);
  const margin = QUIET_ZONE_MODULES * modulePx;
  for (let row = 0; row < matrix.size; row++) {
    const top = margin + row * modulePx;
    for (let column = 0; column < matrix.size; column++) {
      if (matrix.modules[row * matrix.size + column] === 0) continue;
      const left = margin + column * modulePx;
      for (let y = top; y < top + modulePx; y++) {
        pixels.fill(OPAQUE_BLACK, y * side + left, y * side + left + modulePx);
      }
    }
  }
  return { data: new Uint8ClampedArray(pixels.buffer), width: side, height: side };
}
