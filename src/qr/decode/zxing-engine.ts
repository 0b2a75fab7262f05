import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { QrError } from '../picture.ts';
import type { Corners, DecodedCode, Engine, Threshold } from './engine.ts';

/** Where the reader's WebAssembly comes from: its bytes, or an address the host can fetch. */
export type ZxingWasm =
  | { readonly bytes: Uint8Array<ArrayBuffer> | ArrayBuffer }
  | { readonly url: string };

export interface ZxingEngine extends Engine {
  readonly name: 'zxing';
  /**
   * Reads a png, jpeg, gif or bmp file by itself, as zxing-wasm does on its own.
   * @throws QrError PICTURE_DAMAGED when it cannot load the file.
   */
  readFile(file: Uint8Array, threshold: Threshold): Promise<DecodedCode[]>;
}

/**
 * The family "QRCode" would take in Micro QR too, whose weakest form has next to no error
 * detection and is "found" in ordinary pictures; payments never use it.
 */
const FORMATS: NonNullable<ReaderOptions['formats']> = ['QRCodeModel2', 'QRCodeModel1'];

const BINARIZERS = {
  local: 'LocalAverage',
  global: 'GlobalHistogram',
  fixed: 'FixedThreshold',
} as const satisfies Record<Threshold, ReaderOptions['binarizer']>;

const LOAD_FAILED = 'Failed to load image';

/**
 * Starts zxing-cpp. One engine a thread: the module keeps its settings for the whole thread.
 * @throws what WebAssembly throws where a content policy or the platform refuses it.
 */
export async function openZxing(wasm: ZxingWasm): Promise<ZxingEngine> {
  // Emscripten prints why it failed; the caller is told by the error alone.
  const quiet = { print: () => undefined, printErr: () => undefined };
  await prepareZXingModule({
    overrides:
      'bytes' in wasm
        ? { ...quiet, wasmBinary: exactBuffer(wasm.bytes), locateFile: (path: string) => path }
        : { ...quiet, locateFile: () => wasm.url },
    fireImmediately: true,
  });
  return {
    name: 'zxing',
    read: (picture, threshold, inverted) =>
      readCodes(picture as Parameters<typeof readBarcodes>[0], {
        binarizer: BINARIZERS[threshold],
        tryInvert: inverted,
      }),
    readFile: (file, threshold) =>
      readCodes(file, { binarizer: BINARIZERS[threshold], returnErrors: true }),
  };
}

async function readCodes(
  input: Parameters<typeof readBarcodes>[0],
  options: ReaderOptions,
): Promise<DecodedCode[]> {
  const results = await readBarcodes(input, { formats: FORMATS, textMode: 'Plain', ...options });
  const failure = results.find((result) => result.error.startsWith(LOAD_FAILED));
  if (failure) throw new QrError('PICTURE_DAMAGED', 'The file is not a picture that can be read.');
  return results
    .filter((result) => result.isValid && result.text !== '')
    .map(({ text, position }) => {
      const { topLeft, topRight, bottomRight, bottomLeft } = position;
      const corners: Corners = [topLeft, topRight, bottomRight, bottomLeft];
      return { text, corners };
    });
}

function exactBuffer(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): ArrayBuffer {
  if (bytes instanceof ArrayBuffer) return bytes;
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
