import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openEngines } from '../../src/qr/decode/decoder.ts';
import type { Engines } from '../../src/qr/decode/engine.ts';

const wasmPath = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

export const zxingWasmBytes = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(wasmPath));

/** Both decoders, as Node runs them. */
export async function bothEngines(): Promise<Engines> {
  const { engines, refused } = await openEngines({ bytes: zxingWasmBytes() });
  if (refused) throw refused;
  return engines;
}
