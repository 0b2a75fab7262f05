import { fromBase64 } from '#shared/bytes.ts';
import type { ScreenFrame } from '#shared/simulator/records.ts';
import { type FrameSource, FrameSourceError, type VirtualView } from './frame-source.ts';

/** Asks a POS window for its picture: `screens.look` of the SimulatorApi. */
export type LookAtWindow = (deviceId: string) => Promise<ScreenFrame>;

export interface WindowSource extends FrameSource {
  /** Moves the virtual camera; the next picture is taken from there. */
  aim(view: VirtualView): void;
}

/** A POS draws and packs a picture in some 20 to 80 ms; asking more often would only heat it. */
const LOOK_EVERY_MS = 100;
/** How often the moving view is drawn while the screen stays the same. */
const SHOW_EVERY_MS = 80;
/** An unchanged screen is read again only this often, so that the worker is free for a new one. */
const READ_AGAIN_MS = 300;
/** A busy window may miss one look; after this many in a row it is gone. */
const MISSES_MAX = 5;

/**
 * What a POS window shows, as pixels on their way through a virtual camera. The camera
 * itself (`view-camera.ts`) works in the decode worker.
 */
export function createWindowSource(
  deviceId: string,
  look: LookAtWindow,
  first: VirtualView,
  nowMs: () => number,
): WindowSource {
  const preview = document.createElement('canvas');
  const context = preview.getContext('bitmaprenderer');
  let view = first;
  let isStopped = false;
  let isLooking = false;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let readMs = Number.NEGATIVE_INFINITY;
  let misses = 0;
  let fresh: ImageBitmap | undefined;
  let lastPng = '';
  let wake = (): void => undefined;

  async function takePicture(): Promise<void> {
    const { png } = await look(deviceId);
    // Most of the time a POS shows what it showed before; the worker still has that.
    if (png === lastPng) return;
    lastPng = png;
    const bytes = fromBase64(png) as Uint8Array<ArrayBuffer>;
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    fresh?.close();
    fresh = isStopped ? undefined : bitmap;
    if (isStopped) bitmap.close();
    wake();
  }

  /** A new picture goes to the decoder at once; without one the view still moves. */
  const freshOrSoon = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, SHOW_EVERY_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** One look at a time, in the background: the view can move while the POS draws. */
  function lookAgain(): void {
    if (isLooking || isStopped || nowMs() - lookedMs < LOOK_EVERY_MS) return;
    isLooking = true;
    lookedMs = nowMs();
    takePicture()
      .then(() => {
        misses = 0;
      })
      .catch(() => {
        misses += 1;
        if (misses < MISSES_MAX || isStopped) return;
        source.stop();
        source.onEnded('no-answer');
      })
      .finally(() => {
        isLooking = false;
      });
  }

  const source: WindowSource = {
    origin: 'window',
    preview,
    everyMs: 0,
    onEnded: () => undefined,
    aim(next) {
      view = next;
    },
    async start() {
      lookedMs = nowMs();
      try {
        await takePicture();
      } catch (error) {
        throw new FrameSourceError('no-answer', { cause: error });
      }
    },
    async next() {
      if (isStopped) return undefined;
      lookAgain();
      if (!fresh) await freshOrSoon();
      if (isStopped) return undefined;
      const bitmap = fresh;
      fresh = undefined;
      const isToBeRead = bitmap !== undefined || nowMs() - readMs >= READ_AGAIN_MS;
      if (isToBeRead) readMs = nowMs();
      return { kind: 'view', view, isToBeRead, ...(bitmap ? { bitmap } : {}) };
    },
    show(bitmap) {
      if (isStopped || !context) bitmap.close();
      else {
        preview.width = bitmap.width;
        preview.height = bitmap.height;
        context.transferFromImageBitmap(bitmap);
      }
    },
    stop() {
      isStopped = true;
      fresh?.close();
      fresh = undefined;
      wake();
    },
  };
  return source;
}
