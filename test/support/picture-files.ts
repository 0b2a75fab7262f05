import type { RgbaPicture } from '../../src/qr/picture.ts';

/** Picture files of the two formats that no library here writes. */

/** 24-bit BMP, rows from the bottom, padded to four bytes. */
export function bmpFile({ data, width, height }: RgbaPicture): Uint8Array {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + rowBytes * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const to = 54 + (height - 1 - y) * rowBytes + x * 3;
      file.set([data[from + 2] ?? 0, data[from + 1] ?? 0, data[from] ?? 0], to);
    }
  }
  return file;
}

/**
 * GIF89a in 128 greys, "uncompressed": 8-bit LZW codes with a clear code often enough that the code
 * length never grows.
 */
export function gifFile({ data, width, height }: RgbaPicture): Uint8Array {
  const header = Buffer.alloc(13);
  header.write('GIF89a', 0, 'latin1');
  header.writeUInt16LE(width, 6);
  header.writeUInt16LE(height, 8);
  header[10] = 0xf6;
  const palette = Buffer.from(Array.from({ length: 384 }, (_, index) => Math.floor(index / 3) * 2));
  const image = Buffer.alloc(11);
  image[0] = 0x2c;
  image.writeUInt16LE(width, 5);
  image.writeUInt16LE(height, 7);
  image[10] = 7;
  const codes: number[] = [];
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (pixel % 120 === 0) codes.push(CLEAR);
    codes.push((data[pixel * 4] ?? 0) >> 1);
  }
  codes.push(END);
  const blocks: Buffer[] = [];
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.slice(at, at + 255);
    blocks.push(Buffer.from([block.length, ...block]));
  }
  return Buffer.concat([header, palette, image, ...blocks, Buffer.from([0, 0x3b])]);
}

const CLEAR = 128;
const END = 129;
