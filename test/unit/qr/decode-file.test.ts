import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import encodeJpeg, { init as openJpegEncoder } from '@jsquash/jpeg/encode.js';
import encodeWebp, { init as openWebpEncoder } from '@jsquash/webp/encode.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawMatrix } from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';
import { type FileDecoder, openFileDecoder } from '#qr/node/decode-file.ts';
import { type PictureFormat, readPictureHeader } from '#qr/node/picture-header.ts';
import { drawPng, greyPng } from '#qr/node/png.ts';
import { readPixels } from '#qr/node/read-pixels.ts';
import { MAX_PICTURE_BYTES, type RgbaPicture } from '#qr/picture.ts';
import { codeFreePicture } from '../../support/code-free-pictures.ts';
import { bmpFile, gifFile } from '../../support/picture-files.ts';

const TEXT = 'upi://pay?pa=shop@simbank&pn=Shop&cu=INR';
const picture = drawRgba(drawMatrix(TEXT));
const { resolve } = createRequire(import.meta.url);

const wasmOf = (path: string): object => ({ wasmBinary: readFileSync(resolve(path)) });
type EncoderInput = Parameters<typeof encodeJpeg>[0];
const asImageData = (from: RgbaPicture): EncoderInput =>
  ({ ...from, data: new Uint8ClampedArray(from.data) }) as unknown as EncoderInput;

async function jpegFile(from: RgbaPicture): Promise<Uint8Array> {
  await openJpegEncoder(wasmOf('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
  return new Uint8Array(await encodeJpeg(asImageData(from)));
}

async function webpFile(from: RgbaPicture): Promise<Uint8Array> {
  await openWebpEncoder(wasmOf('@jsquash/webp/codec/enc/webp_enc.wasm'));
  return new Uint8Array(await encodeWebp(asImageData(from)));
}

let decoder: FileDecoder;
let files: Readonly<Record<PictureFormat, Uint8Array>>;

beforeAll(async () => {
  decoder = await openFileDecoder(() => 0);
  files = {
    png: drawPng(drawMatrix(TEXT)),
    jpeg: await jpegFile(picture),
    webp: await webpFile(picture),
    gif: gifFile(picture),
    bmp: bmpFile(picture),
  };
}, 60_000);

const FORMATS: readonly PictureFormat[] = ['png', 'jpeg', 'webp', 'gif', 'bmp'];

describe('a picture file', () => {
  test.each(FORMATS)('%s is read', async (format) => {
    const { codes } = await decoder.decodeFile(files[format]);
    expect(codes.map((code) => code.text)).toEqual([TEXT]);
  });

  test.each(FORMATS)('%s tells its size before it is unpacked', (format) => {
    const { width, height } = picture;
    expect(readPictureHeader(files[format])).toEqual({ format, width, height });
  });

  test.each(['png', 'jpeg', 'webp'] as const)('%s gives its pixels', async (format) => {
    const pixels = await readPixels(files[format], format);
    expect([pixels.width, pixels.height]).toEqual([picture.width, picture.height]);
    let off = 0;
    pixels.data.forEach((value, at) => {
      off += Math.abs(value - (picture.data[at] ?? 0));
    });
    expect(off / pixels.data.length).toBeLessThan(6);
  });

  test('of JPEG that ends early is looked at as far as it goes', async () => {
    const { codes } = await decoder.decodeFile(files.jpeg.subarray(0, 180));
    expect(codes).toEqual([]);
  }, 60_000);

  test('without a code gives none', async () => {
    const file = greyPng(codeFreePicture('random modules', 5, 200, 150));
    expect(await decoder.decodeFile(file)).toEqual({ codes: [], ms: 0, decoder: null });
  }, 60_000);
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const pngClaiming = (width: number, height: number): Uint8Array => {
  const file = new Uint8Array(files.png);
  new DataView(file.buffer).setUint32(16, width);
  new DataView(file.buffer).setUint32(20, height);
  return file;
};

describe('a file is refused that', () => {
  test.each<readonly [string, () => Uint8Array, string]>([
    ['is empty', () => bytes(), 'PICTURE_SIZE'],
    ['is text', () => new TextEncoder().encode('hello, world\n'), 'PICTURE_FORMAT'],
    ['is a web page', () => new TextEncoder().encode('<svg></svg>'), 'PICTURE_FORMAT'],
    ['is one byte', () => bytes(0xff), 'PICTURE_FORMAT'],
    ['is too long', () => new Uint8Array(MAX_PICTURE_BYTES + 1), 'PICTURE_TOO_LARGE'],
    ['claims gigapixels', () => pngClaiming(65_000, 65_000), 'PICTURE_TOO_LARGE'],
    ['claims no width', () => pngClaiming(0, 100), 'PICTURE_SIZE'],
    ['claims other pixels than it has', () => pngClaiming(900, 900), 'PICTURE_DAMAGED'],
    ['is a PNG cut in its header', () => files.png.subarray(0, 18), 'PICTURE_DAMAGED'],
    ['is a PNG cut in its pixels', () => files.png.subarray(0, 300), 'PICTURE_DAMAGED'],
    ['is a JPEG cut before its size', () => files.jpeg.subarray(0, 40), 'PICTURE_DAMAGED'],
    ['is a JPEG of rubbish', () => bytes(0xff, 0xd8, 0xff, 1, 2, 3, 4), 'PICTURE_DAMAGED'],
    ['is a WebP cut in its header', () => files.webp.subarray(0, 20), 'PICTURE_DAMAGED'],
    ['is a WebP cut in its pixels', () => files.webp.subarray(0, 60), 'PICTURE_DAMAGED'],
    ['is a GIF cut in its header', () => files.gif.subarray(0, 8), 'PICTURE_DAMAGED'],
    ['is a GIF cut in its palette', () => files.gif.subarray(0, 200), 'PICTURE_DAMAGED'],
    ['is a BMP cut in its header', () => files.bmp.subarray(0, 20), 'PICTURE_DAMAGED'],
  ])('%s', async (_, make, code) => {
    await expect(decoder.decodeFile(make())).rejects.toMatchObject({ name: 'QrError', code });
  });

  test('and the next one is read all the same', async () => {
    for (const format of ['jpeg', 'webp', 'png'] as const) {
      await expect(decoder.decodeFile(files[format].subarray(0, 60))).rejects.toThrow();
      expect((await readPixels(files[format], format)).width).toBe(picture.width);
    }
  });

  test('is damaged at any one place: an answer or a QrError, nothing else', async () => {
    const hasty = await openFileDecoder();
    for (const format of FORMATS) {
      for (let at = 0; at < 40; at++) {
        const file = new Uint8Array(files[format]);
        const place = (at * 13) % Math.min(400, file.length);
        file[place] = (file[place] ?? 0) ^ 0x5b;
        const outcome = await hasty
          .decodeFile(file, { budgetMs: 0 })
          .catch((error: unknown) => error as Error);
        if (outcome instanceof Error) expect(outcome.name).toBe('QrError');
        else expect(outcome.codes.every((code) => code.text === TEXT)).toBe(true);
      }
    }
  }, 60_000);
});
