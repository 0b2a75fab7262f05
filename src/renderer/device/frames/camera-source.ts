import { type FrameSource, FrameSourceError, VIDEO_EVERY_MS } from './frame-source.ts';
import { mediaProblem } from './media-problem.ts';
import { createVideoFrames } from './video-frames.ts';

export interface CameraChoice {
  readonly deviceId: string;
  readonly label: string;
}

export interface CameraSource extends FrameSource {
  /** Id of the camera that really answered; empty before `start`. */
  readonly deviceId: () => string;
  /** Whether it can light its own scene, and the switch for it. */
  readonly torch: () => ((isOn: boolean) => Promise<void>) | undefined;
}

/** Never `facingMode`: desktop cameras have none. */
const constraintsFor = (deviceId: string): MediaStreamConstraints => ({
  audio: false,
  video: {
    width: { ideal: 1_280 },
    height: { ideal: 720 },
    ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
  },
});

const isGone = (error: unknown): boolean =>
  error instanceof DOMException &&
  (error.name === 'OverconstrainedError' || error.name === 'NotFoundError');

/**
 * The wanted camera, or any other when that one is unplugged. With `ideal` alone a browser prefers
 * another camera of a better resolution to the one that was chosen.
 */
async function openStream(deviceId: string): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  // Absent on pages that were not loaded from localhost or https.
  if (!mediaDevices) throw new FrameSourceError('insecure');
  try {
    return await mediaDevices.getUserMedia(constraintsFor(deviceId)).catch((error: unknown) => {
      if (!deviceId || !isGone(error)) throw error;
      return mediaDevices.getUserMedia(constraintsFor(''));
    });
  } catch (error) {
    throw new FrameSourceError(mediaProblem(error), { cause: error });
  }
}

function torchOf(track: MediaStreamTrack | undefined): ReturnType<CameraSource['torch']> {
  const capabilities = track?.getCapabilities() as { torch?: boolean } | undefined;
  if (!track || !capabilities?.torch) return undefined;
  return (isOn) =>
    track.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] });
}

/** The cameras that can be chosen; labels are empty until the person has allowed one. */
export async function listCameras(): Promise<readonly CameraChoice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
    .map((device) => ({ deviceId: device.deviceId, label: device.label }));
}

/** @param wantedDeviceId the camera used last; empty for the browser's own choice. */
export function createCameraSource(wantedDeviceId: string): CameraSource {
  const frames = createVideoFrames();
  let track: MediaStreamTrack | undefined;
  let isStopped = false;

  const source: CameraSource = {
    origin: 'camera',
    preview: frames.video,
    everyMs: VIDEO_EVERY_MS,
    onEnded: () => undefined,
    deviceId: () => track?.getSettings().deviceId ?? '',
    torch: () => torchOf(track),
    async start() {
      const stream = await openStream(wantedDeviceId);
      if (isStopped) {
        // The person left while the browser was still asking.
        for (const late of stream.getTracks()) late.stop();
        return;
      }
      track = stream.getVideoTracks()[0];
      track?.addEventListener('ended', () => {
        if (isStopped) return;
        source.stop();
        source.onEnded('unplugged');
      });
      try {
        await frames.play(stream);
      } catch (error) {
        // Pulled out while the first picture was on its way: that is what to say.
        const problem = isStopped ? 'unplugged' : mediaProblem(error);
        source.stop();
        throw new FrameSourceError(problem, { cause: error });
      }
    },
    next: () => (isStopped ? Promise.resolve(undefined) : frames.next()),
    stop() {
      isStopped = true;
      frames.stop();
    },
  };
  return source;
}
