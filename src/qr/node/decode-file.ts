import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DEFAULT_BUDGET_MS, type DecodeResult, finish } from '../decode/decoder.ts';
import type { Engines, Found, NowMs, Threshold } from '../decode/engine.ts';
import { jsqrEngine } from '../decode/jsqr-engine.ts';
import { readHarder, readStill, type StillTime } from '../decode/still.ts';
import { openZxing, type ZxingEngine } from '../decode/zxing-engine.ts';
import {
  checkFileSize,
  checkPictureSize,
  MAX_FILE_PIXELS,
  MAX_PICTURE_PIXELS,
  QrError,
} from '../picture.ts';
import { type PictureHeader, readPictureHeader } from './picture-header.ts';
import { READABLE_PIXELS, readPixels } from './read-pixels.ts';

/** Reads codes in picture files; one for as many files as there are. */
export interface FileDecoder {
  /**
   * @param file a PNG, JPEG, WebP, GIF or BMP file, whatever its name.
   * @throws QrError when it is none, is damaged, or is too large; never anything else.
   */
  decodeFile(file: Uint8Array, options?: { readonly budgetMs?: number }): Promise<DecodeResult>;
}

/** What zxing made of a file by itself. */
interface PlainLook {
  readonly isLoaded: boolean;
  readonly found: Found | null;
}

const NOT_LOOKED: PlainLook = { isLoaded: false, found: null };
/** Where the pixels cannot be had, these are all the looks there are. */
const ALL_THRESHOLDS: readonly Threshold[] = ['local', 'global', 'fixed'];

export async function openFileDecoder(
  nowMs: NowMs = () => performance.now(),
): Promise<FileDecoder> {
  const zxing = await openBundledZxing();
  const engines: Engines = { zxing, jsqr: jsqrEngine };
  return {
    async decodeFile(file, { budgetMs = DEFAULT_BUDGET_MS } = {}) {
      const startedMs = nowMs();
      checkFileSize(file.byteLength);
      const header = readPictureHeader(file);
      checkPictureSize(header.width, header.height, zxing ? MAX_FILE_PIXELS : MAX_PICTURE_PIXELS);
      const time = { deadlineMs: startedMs + budgetMs, nowMs };
      const plain = zxing ? await readByZxing(zxing, file, header) : NOT_LOOKED;
      const found =
        plain.found ?? (await readByPixels(engines, file, header, plain.isLoaded, time));
      return finish(found, startedMs, nowMs);
    },
  };
}

/** null where WebAssembly is switched off (`node --jitless`). */
async function openBundledZxing(): Promise<ZxingEngine | null> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  try {
    return await openZxing({ bytes: new Uint8Array(readFileSync(path)) });
  } catch {
    return null;
  }
}

/** zxing unpacks most formats itself, faster than we could, and reads formats that we cannot. */
async function readByZxing(
  zxing: ZxingEngine,
  file: Uint8Array,
  { format }: PictureHeader,
): Promise<PlainLook> {
  const thresholds: readonly Threshold[] = READABLE_PIXELS.has(format) ? ['local'] : ALL_THRESHOLDS;
  for (const threshold of thresholds) {
    try {
      const codes = await zxing.readFile(file, threshold);
      if (codes.length > 0) return { isLoaded: true, found: { codes, decoder: 'zxing' } };
    } catch (error) {
      if (!READABLE_PIXELS.has(format) || !(error instanceof QrError)) throw error;
      return { isLoaded: false, found: null };
    }
  }
  return { isLoaded: true, found: null };
}

async function readByPixels(
  engines: Engines,
  file: Uint8Array,
  { format, width, height }: PictureHeader,
  isLoadedByZxing: boolean,
  time: StillTime,
): Promise<Found | null> {
  if (engines.zxing && !READABLE_PIXELS.has(format)) return null;
  if (width * height > MAX_PICTURE_PIXELS) {
    // Its pixels and their copies would not fit; what zxing saw must do.
    if (isLoadedByZxing) return null;
    checkPictureSize(width, height);
  }
  try {
    const picture = await readPixels(file, format);
    return isLoadedByZxing ? readHarder(engines, picture, time) : readStill(engines, picture, time);
  } catch (error) {
    // A sound picture of a rare kind (four-colour JPEG): one look is all it gets.
    if (isLoadedByZxing && error instanceof QrError) return null;
    throw error;
  }
}
