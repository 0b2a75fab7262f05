import zxingUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { type DecodeMode, decodeFrame, openEngines } from '#qr/decode/decoder.ts';
import type { Engines } from '#qr/decode/engine.ts';
import type { RgbaPicture } from '#qr/picture.ts';
import { createScene, type Scene } from '../frames/scene.ts';
import { noiseTable, takeView } from '../frames/view-camera.ts';
import { meanBrightness } from './brightness.ts';
import type { DecodeAnswer, DecodeRequest, Reading } from './decode-messages.ts';
import { readPixels } from './read-pixels.ts';

/** The phone's one worker: turns bitmaps into pixels, the virtual camera's too, and reads them. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<DecodeRequest>) => void) | null;
  postMessage(answer: DecodeAnswer, transfer: readonly Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const VIEW_SIZE = { width: 432, height: 576 };
/** Finer than the virtual camera can see from where it stands. */
const SCENE_WIDTH_MAX = 720;

const opening: Promise<Engines> = openEngines({ url: zxingUrl }).then(({ engines }) => engines);
const noise = noiseTable(Math.random);
let scene: Scene | undefined;
let turn = 0;

async function read(picture: RgbaPicture, mode: DecodeMode): Promise<Reading> {
  const { width, height } = picture;
  turn += 1;
  const result = await decodeFrame(await opening, picture.data, width, height, { mode, turn });
  const codes = result.codes.map(({ text, corners }) => ({
    text,
    corners: corners.map(({ x, y }) => ({ x: x / width, y: y / height })),
  }));
  return { codes, brightness: meanBrightness(picture), decodeMs: result.ms, width, height };
}

const unread = (picture: RgbaPicture): Reading => ({
  codes: [],
  brightness: meanBrightness(picture),
  decodeMs: 0,
  width: picture.width,
  height: picture.height,
});

async function readView(request: DecodeRequest & { readonly kind: 'view' }): Promise<Reading> {
  if (request.bitmap) {
    scene = createScene(await readPixels(request.bitmap, SCENE_WIDTH_MAX));
  }
  if (!scene) throw new Error('There is no screen to look at yet.');
  const taken = takeView(scene, request.view, VIEW_SIZE, noise, Math.random);
  const reading = request.isToBeRead ? await read(taken, 'video') : unread(taken);
  const pixels = taken.data as Uint8ClampedArray<ArrayBuffer>;
  const picture = await createImageBitmap(new ImageData(pixels, taken.width, taken.height));
  return { ...reading, picture };
}

async function answer(request: DecodeRequest): Promise<DecodeAnswer> {
  try {
    const reading =
      request.kind === 'view'
        ? await readView(request)
        : await read(await readPixels(request.bitmap), request.kind);
    return { id: request.id, ok: true, reading };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The picture could not be read.';
    return { id: request.id, ok: false, message };
  }
}

scope.onmessage = async ({ data }) => {
  const result = await answer(data);
  const picture = result.ok ? result.reading.picture : undefined;
  scope.postMessage(result, picture ? [picture] : []);
};
