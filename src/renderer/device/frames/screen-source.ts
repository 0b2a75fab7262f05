import { type FrameSource, FrameSourceError, VIDEO_EVERY_MS } from './frame-source.ts';
import { mediaProblem } from './media-problem.ts';
import { createVideoFrames } from './video-frames.ts';

export const canCaptureScreen = (): boolean =>
  typeof navigator.mediaDevices?.getDisplayMedia === 'function';

/** A tab, window or screen that the person picks. Must be started by a press (user gesture). */
export function createScreenSource(): FrameSource {
  const frames = createVideoFrames();
  let isStopped = false;

  const source: FrameSource = {
    origin: 'screen',
    preview: frames.video,
    everyMs: VIDEO_EVERY_MS,
    onEnded: () => undefined,
    async start() {
      if (!canCaptureScreen()) throw new FrameSourceError('none');
      let stream: MediaStream;
      try {
        stream = await navigator.mediaDevices.getDisplayMedia({ audio: false, video: true });
      } catch (error) {
        const problem = mediaProblem(error);
        // Closing the chooser and a policy's refusal carry the same name.
        throw new FrameSourceError(problem === 'denied' ? 'cancelled' : problem, { cause: error });
      }
      if (isStopped) {
        for (const late of stream.getTracks()) late.stop();
        return;
      }
      stream.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (isStopped) return;
        source.stop();
        source.onEnded('unplugged');
      });
      await frames.play(stream);
    },
    next: () => (isStopped ? Promise.resolve(undefined) : frames.next()),
    stop() {
      isStopped = true;
      frames.stop();
    },
  };
  return source;
}
