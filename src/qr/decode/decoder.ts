import { checkPicture, type RgbaPicture } from '../picture.ts';
import type { DecodedCode, DecoderName, Engines, Found, NowMs } from './engine.ts';
import { jsqrEngine } from './jsqr-engine.ts';
import { readStill } from './still.ts';
import { readVideoFrame } from './video.ts';
import { openZxing, type ZxingWasm } from './zxing-engine.ts';

/** `still`: every way within a time budget. `video`: one quick look, the next frame comes soon. */
export type DecodeMode = 'still' | 'video';

export interface DecodeOptions {
  readonly mode: DecodeMode;
  /** Stills: time after which no further look is begun; DEFAULT_BUDGET_MS when absent. */
  readonly budgetMs?: number;
  /** Video: the frame's number, so that second opinions take turns from frame to frame. */
  readonly turn?: number;
}

export interface DecodeResult {
  /** All codes seen, none twice; empty when there is none. */
  readonly codes: readonly DecodedCode[];
  readonly ms: number;
  /** Who read the codes; null when there are none. */
  readonly decoder: DecoderName | null;
}

export const DEFAULT_BUDGET_MS = 2_000;

/** jsQR always; zxing where WebAssembly is allowed. `refused` says why it is not there. */
export async function openEngines(
  wasm: ZxingWasm,
): Promise<{ readonly engines: Engines; readonly refused: unknown }> {
  try {
    return { engines: { zxing: await openZxing(wasm), jsqr: jsqrEngine }, refused: null };
  } catch (error) {
    return { engines: { zxing: null, jsqr: jsqrEngine }, refused: error };
  }
}

/**
 * Reads every QR code in a picture: the one way in for windows, workers and the shell.
 * @param rgba width * height * 4 bytes.
 * @throws QrError PICTURE_SIZE or PICTURE_TOO_LARGE.
 */
export async function decodeFrame(
  engines: Engines,
  rgba: RgbaPicture['data'],
  width: number,
  height: number,
  options: DecodeOptions,
  nowMs: NowMs = () => performance.now(),
): Promise<DecodeResult> {
  const picture: RgbaPicture = { data: rgba, width, height };
  checkPicture(picture);
  const startedMs = nowMs();
  const found =
    options.mode === 'video'
      ? await readVideoFrame(engines, picture, options.turn ?? 0)
      : await readStill(engines, picture, {
          deadlineMs: startedMs + (options.budgetMs ?? DEFAULT_BUDGET_MS),
          nowMs,
        });
  return finish(found, startedMs, nowMs);
}

/** A look's findings as a result, with the time they took. */
export function finish(found: Found | null, startedMs: number, nowMs: NowMs): DecodeResult {
  const ms = Math.round((nowMs() - startedMs) * 10) / 10;
  if (!found) return { codes: [], ms, decoder: null };
  const codes = [...new Map(found.codes.map((code) => [code.text, code])).values()];
  return { codes, ms, decoder: found.decoder };
}
