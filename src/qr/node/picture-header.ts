import { QrError } from '../picture.ts';

export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp';

export interface PictureHeader {
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
}

/**
 * What a picture file says of itself in its first bytes, whatever its name: read before anything is
 * unpacked, so that a small file cannot claim gigabytes.
 * @throws QrError PICTURE_FORMAT for other files, PICTURE_DAMAGED for one that ends too early.
 */
export function readPictureHeader(file: Uint8Array): PictureHeader {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const format = FORMATS.find(({ marks }) => marks.every(([at, mark]) => hasText(file, at, mark)));
  if (!format) {
    throw new QrError('PICTURE_FORMAT', 'The file is not a PNG, JPEG, WebP, GIF or BMP picture.');
  }
  try {
    return { format: format.name, ...format.size(view) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new QrError('PICTURE_DAMAGED', 'The picture file ends before its size is told.', {
      cause: error,
    });
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Format {
  readonly name: PictureFormat;
  /** Bytes that must be there, as Latin-1. */
  readonly marks: readonly (readonly [number, string])[];
  /** @throws RangeError past the end. */
  readonly size: (view: DataView) => Size;
}

const FORMATS: readonly Format[] = [
  {
    name: 'png',
    marks: [[0, '\x89PNG\r\n\x1a\n']],
    size: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  },
  { name: 'jpeg', marks: [[0, '\xff\xd8\xff']], size: jpegSize },
  {
    name: 'webp',
    marks: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
    size: webpSize,
  },
  {
    name: 'gif',
    marks: [[0, 'GIF8']],
    size: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  },
  { name: 'bmp', marks: [[0, 'BM']], size: bmpSize },
];

const hasText = (file: Uint8Array, at: number, text: string): boolean =>
  [...text].every((character, index) => file[at + index] === character.charCodeAt(0));

/** BITMAPCOREHEADER is 12 bytes with 16-bit sides; a negative height means rows from the top. */
function bmpSize(view: DataView): Size {
  if (view.getUint32(14, true) === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** RFC 9649: lossy, lossless or extended, told apart by the first chunk's name. */
function webpSize(view: DataView): Size {
  const chunk = view.getUint32(12);
  if (chunk === 0x56503820) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (chunk === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { width: uint24(24) + 1, height: uint24(27) + 1 };
}

/**
 * Goes from marker to marker up to the frame header (ITU-T T.81 annex B); what lies between two of
 * them is skipped, as decoders do.
 */
function jpegSize(view: DataView): Size {
  let at = 2;
  for (;;) {
    while (view.getUint8(at) !== 0xff || isNoMarker(view.getUint8(at + 1))) at++;
    const marker = view.getUint16(at);
    if (isFrameHeader(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + (isBare(marker) ? 0 : view.getUint16(at + 2));
  }
}

/** A fill byte or a stuffed zero. */
const isNoMarker = (code: number): boolean => code === 0xff || code === 0x00;

/** SOF0 to SOF15 without the tables DHT, JPG and DAC between them. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);

/** TEM and the restart markers have no length. */
const isBare = (marker: number): boolean =>
  marker === 0xff01 || (marker >= 0xffd0 && marker <= 0xffd7);
