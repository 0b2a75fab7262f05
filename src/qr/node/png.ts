import { PNG } from 'pngjs';
import type { QrMatrix } from '../draw/matrix.ts';
import { drawRgba } from '../draw/rgba.ts';
import type { RgbaPicture } from '../picture.ts';

/** A greyscale PNG file of a picture whose red channel is its brightness. */
export function greyPng(picture: RgbaPicture): Uint8Array {
  const png = new PNG({ width: picture.width, height: picture.height });
  png.data.set(picture.data);
  return PNG.sync.write(png, { colorType: 0 });
}

/** The code alone, quiet zone included. @throws QrError DRAWING_SIZE or PICTURE_TOO_LARGE. */
export const drawPng = (matrix: QrMatrix, modulePx?: number): Uint8Array =>
  greyPng(drawRgba(matrix, modulePx));
