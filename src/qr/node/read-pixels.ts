import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import decodeJpeg, { init as openJpeg } from '@jsquash/jpeg/decode.js';
import decodeWebp, { init as openWebp } from '@jsquash/webp/decode.js';
import { PNG } from 'pngjs';
import { QrError, type RgbaPicture } from '../picture.ts';
import type { PictureFormat } from './picture-header.ts';

/** Formats whose pixels can be had; the others are left to zxing, which shows none. */
export const READABLE_PIXELS: ReadonlySet<PictureFormat> = new Set(['png', 'jpeg', 'webp']);

const { resolve } = createRequire(import.meta.url);

/** A codec in WebAssembly: opened on first use and again after a failure, which ends the module. */
function wasmCodec(
  wasm: string,
  open: (options: object) => Promise<void>,
  decode: (file: ArrayBuffer) => Promise<RgbaPicture>,
): (file: Uint8Array) => Promise<RgbaPicture> {
  let isOpen = false;
  return async (file) => {
    if (!isOpen) {
      // Its complaints about a broken file would land between the lines of a program's output.
      const silent = (): void => undefined;
      await open({ wasmBinary: readFileSync(resolve(wasm)), print: silent, printErr: silent });
      isOpen = true;
    }
    try {
      const { data, width, height } = await decode(new Uint8Array(file).buffer);
      return { data, width, height };
    } catch (error) {
      isOpen = false;
      throw error;
    }
  };
}

const readJpeg = wasmCodec('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm', openJpeg, decodeJpeg);
const readWebp = wasmCodec('@jsquash/webp/codec/dec/webp_dec.wasm', openWebp, decodeWebp);

async function readPng(file: Uint8Array): Promise<RgbaPicture> {
  const { data, width, height } = PNG.sync.read(
    Buffer.from(file.buffer, file.byteOffset, file.byteLength),
  );
  return { data, width, height };
}

/**
 * The pixels of a picture file whose size has been checked.
 * @throws QrError PICTURE_FORMAT for a format outside READABLE_PIXELS, PICTURE_DAMAGED.
 */
export async function readPixels(file: Uint8Array, format: PictureFormat): Promise<RgbaPicture> {
  const readers: Partial<Record<PictureFormat, (file: Uint8Array) => Promise<RgbaPicture>>> = {
    png: readPng,
    jpeg: readJpeg,
    webp: readWebp,
  };
  const read = readers[format];
  if (!read) throw new QrError('PICTURE_FORMAT', `The pixels of a ${format} file cannot be read.`);
  try {
    return await read(file);
  } catch (error) {
    throw new QrError('PICTURE_DAMAGED', `The ${format} picture is damaged or incomplete.`, {
      cause: error,
    });
  }
}
