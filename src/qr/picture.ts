/**
 * What the whole room agrees on: pictures as plain pixels, and the errors it gives.
 * Nothing here needs a window, a camera or Node.
 */

/** RGBA, eight bits a channel, rows from the top. A canvas's ImageData has this shape. */
export interface RgbaPicture {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** One byte of brightness a pixel, rows from the top: what every decoder works on. */
export interface LumaPicture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** 50 megapixels: above most phones' photos, 200 MB as RGBA. */
export const MAX_PICTURE_PIXELS = 50_000_000;
/** Files may hold the largest phone sensors' 200 megapixels; above 50 they get a plain look only. */
export const MAX_FILE_PIXELS = 200_000_000;
export const MAX_PICTURE_SIDE = 20_000;
/** 80 MiB: above any phone's JPEG; a PNG of 50 megapixels of noise is refused by this. */
export const MAX_PICTURE_BYTES = 80 * 1024 * 1024;

export type QrErrorCode =
  | 'TEXT_EMPTY'
  | 'TEXT_MALFORMED'
  | 'TEXT_TOO_LONG'
  | 'DRAWING_SIZE'
  | 'PICTURE_SIZE'
  | 'PICTURE_TOO_LARGE'
  | 'PICTURE_FORMAT'
  | 'PICTURE_DAMAGED';

/** Every refusal of this room; `message` is a sentence for people, `code` the small print. */
export class QrError extends Error {
  readonly code: QrErrorCode;

  constructor(code: QrErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'QrError';
    this.code = code;
  }
}

/**
 * @param pixelsMax MAX_FILE_PIXELS for files that zxing unpacks itself
 * @throws QrError PICTURE_SIZE or PICTURE_TOO_LARGE.
 */
export function checkPictureSize(
  width: number,
  height: number,
  pixelsMax: number = MAX_PICTURE_PIXELS,
): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new QrError(
      'PICTURE_SIZE',
      `A picture of ${width} x ${height} pixels has nothing in it.`,
    );
  }
  if (width > MAX_PICTURE_SIDE || height > MAX_PICTURE_SIDE || width * height > pixelsMax) {
    throw new QrError(
      'PICTURE_TOO_LARGE',
      `The picture has ${width} x ${height} pixels; at most ${pixelsMax / 1_000_000} ` +
        `megapixels and ${MAX_PICTURE_SIDE} on a side can be read. Scale it down and try again.`,
    );
  }
}

/** @throws QrError when size and pixel data do not belong together or the picture is too large. */
export function checkPicture(picture: RgbaPicture): void {
  checkPictureSize(picture.width, picture.height);
  const expected = picture.width * picture.height * 4;
  if (picture.data.length !== expected) {
    throw new QrError(
      'PICTURE_SIZE',
      `A picture of ${picture.width} x ${picture.height} pixels needs ${expected} bytes of RGBA, ` +
        `not ${picture.data.length}.`,
    );
  }
}

/** @throws QrError PICTURE_TOO_LARGE or PICTURE_SIZE for a file that is too long or empty. */
export function checkFileSize(byteLength: number): void {
  if (byteLength === 0) throw new QrError('PICTURE_SIZE', 'The picture file is empty.');
  if (byteLength > MAX_PICTURE_BYTES) {
    throw new QrError(
      'PICTURE_TOO_LARGE',
      `The picture file has ${byteLength} bytes; at most ${MAX_PICTURE_BYTES} can be read.`,
    );
  }
}
