import type { Frame, Pixels } from './frame-source.ts';

/** A video that plays a stream: what cameras and screen captures have in common. */
export interface VideoFrames {
  readonly video: HTMLVideoElement;
  /** Plays the stream; resolves with the first picture. */
  play(stream: MediaStream): Promise<void>;
  next(): Promise<Frame | undefined>;
  stop(): void;
}

/** A captured screen on which nothing moves sends one picture and no other: it is read again. */
const STILL_AFTER_MS = 250;

/** Safari stops videos that are not muted, inline and displayed. */
function quietVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  return video;
}

/**
 * The picture that is shown now. A bitmap made from a video keeps 4 bytes a pixel for ever in
 * Chromium without a GPU (40 MB a second), a VideoFrame does not and costs no copy.
 */
const pictureOf = (video: HTMLVideoElement): Pixels | Promise<ImageBitmap> =>
  typeof VideoFrame === 'function' ? new VideoFrame(video) : createImageBitmap(video);

export function createVideoFrames(): VideoFrames {
  const video = quietVideo();
  let isStopped = false;
  let endWait: (() => void) | undefined;

  /** Resolves with the video's next picture, when it has waited long enough, or when stopped. */
  const nextPicture = (waitMs?: number): Promise<void> =>
    new Promise((resolve) => {
      const handle = video.requestVideoFrameCallback(() => endWait?.());
      const timer = waitMs === undefined ? undefined : setTimeout(() => endWait?.(), waitMs);
      endWait = () => {
        clearTimeout(timer);
        video.cancelVideoFrameCallback(handle);
        resolve();
      };
    });

  return {
    video,
    async play(stream) {
      video.srcObject = stream;
      const first = nextPicture();
      await video.play();
      await first;
    },
    async next() {
      await nextPicture(STILL_AFTER_MS);
      if (isStopped || video.videoWidth === 0) return undefined;
      return { kind: 'picture', bitmap: await pictureOf(video) };
    },
    stop() {
      isStopped = true;
      endWait?.();
      const stream = video.srcObject;
      video.srcObject = null;
      if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop();
    },
  };
}
