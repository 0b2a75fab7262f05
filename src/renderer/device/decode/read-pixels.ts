import type { RgbaPicture } from '#qr/picture.ts';
import type { Pixels } from '../frames/frame-source.ts';

/** Reused for every bitmap; the browser keeps its pixels where they can be read. */
const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });

interface Size {
  readonly width: number;
  readonly height: number;
}

function drawn(picture: Pixels, { width, height }: Size): RgbaPicture {
  if (!context) throw new Error('This browser draws nothing outside the page.');
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** The worker reads one picture at a time, so the last one's room is free again. */
let frameData = new Uint8ClampedArray(0);

/** Straight out of the frame, without a canvas; browsers that cannot convert colours draw it. */
async function copied(frame: VideoFrame): Promise<RgbaPicture> {
  const { width, height } = frame.visibleRect ?? {
    width: frame.codedWidth,
    height: frame.codedHeight,
  };
  try {
    const size = frame.allocationSize({ format: 'RGBA' });
    if (frameData.length !== size) frameData = new Uint8ClampedArray(size);
    await frame.copyTo(frameData, { format: 'RGBA' });
    return { data: frameData, width, height };
  } catch {
    return drawn(frame, { width, height });
  }
}

/** The picture's pixels, made smaller when a bitmap is wider than asked. The picture is used up. */
export async function readPixels(
  picture: Pixels,
  widthMax = Number.POSITIVE_INFINITY,
): Promise<RgbaPicture> {
  try {
    if (!(picture instanceof ImageBitmap)) return await copied(picture);
    const scale = Math.min(1, widthMax / picture.width);
    const width = Math.round(picture.width * scale);
    return drawn(picture, { width, height: Math.round(picture.height * scale) });
  } finally {
    picture.close();
  }
}
