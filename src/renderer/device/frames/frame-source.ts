/**
 * Where a phone's pictures come from. Whatever the source, the same decoder in the same worker
 * reads its pixels.
 */

/** How a code was read; it stays with the payment (NPCI treats gallery pictures differently). */
export type ScanOrigin = 'camera' | 'window' | 'screen' | 'picture' | 'typed';

/** Why a source gives no pictures, as far as the person can do something about it. */
export type FrameProblem =
  /** The person or a policy said no. */
  | 'denied'
  /** There is no such device. */
  | 'none'
  /** Another program holds it. */
  | 'busy'
  /** It was there and went away. */
  | 'unplugged'
  /** The page was not loaded safely, so the browser offers no camera at all. */
  | 'insecure'
  /** The window that is looked at does not answer. */
  | 'no-answer'
  /** The chooser was closed without a choice. */
  | 'cancelled'
  | 'failed';

export class FrameSourceError extends Error {
  readonly problem: FrameProblem;

  constructor(problem: FrameProblem, options?: ErrorOptions) {
    super(`no pictures: ${problem}`, options);
    this.name = 'FrameSourceError';
    this.problem = problem;
  }
}

/** How a virtual camera stands before the screen that it looks at. */
export interface VirtualView {
  /** 1 shows the whole screen's width; below 1 is closer. */
  readonly distance: number;
  /** Where the middle of the view points, in widths and heights of the screen, 0.5 is its middle. */
  readonly x: number;
  readonly y: number;
  /** Turned about the upright axis, degrees. */
  readonly tiltDegrees: number;
  /** Radius in pixels of the view. */
  readonly blurPx: number;
  /** Standard deviation in grey levels. */
  readonly noise: number;
}

/** Pixels that can be handed to the worker and must be closed by whoever has them last. */
export type Pixels = ImageBitmap | VideoFrame;

/** A picture on its way to the decoder. The receiver owns the bitmap and closes or transfers it. */
export type Frame =
  | { readonly kind: 'picture'; readonly bitmap: Pixels }
  /** `bitmap` is absent while the screen that is looked at has not changed its picture. */
  | {
      readonly kind: 'view';
      readonly bitmap?: ImageBitmap;
      readonly view: VirtualView;
      /** False for a picture that is only shown: the same screen was read a moment ago. */
      readonly isToBeRead: boolean;
    };

/** Eight to ten looks a second find a code as fast as people can hold one still. */
export const VIDEO_EVERY_MS = 100;

export interface FrameSource {
  readonly origin: ScanOrigin;
  /** What the person sees; the source keeps it up to date. */
  readonly preview: HTMLVideoElement | HTMLCanvasElement;
  /** Least time from one picture to the next. */
  readonly everyMs: number;
  /** Resolves with the first picture ready. @throws FrameSourceError */
  start(): Promise<void>;
  /** The next new picture; undefined once the source has stopped. */
  next(): Promise<Frame | undefined>;
  /** What the virtual camera made of the last view; takes the bitmap over. */
  show?(bitmap: ImageBitmap): void;
  /** Gives everything back: tracks, timers, listeners. May be called at any time, also twice. */
  stop(): void;
  /** Called at most once, when the source ends on its own. */
  onEnded: (problem: FrameProblem) => void;
}
