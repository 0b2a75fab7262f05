import type { RgbaPicture } from '#qr/picture.ts';

/**
 * A fake webcam's film: YUV4MPEG2, 4:2:0, written straight from pixels. Chromium plays it in a loop
 * (`--use-file-for-fake-video-capture`), so two frames are enough.
 */
export interface FilmSize {
  readonly width: number;
  readonly height: number;
}

const FRAMES = 2;
const FRAMES_PER_SECOND = 10;
/** Luma of the wall behind the code; chroma is neutral everywhere. */
const WALL = 168;
const NEUTRAL = 128;

/** Video range: 16 is black, 235 is white (BT.601). */
const toVideoLuma = (value: number): number => Math.round(16 + (value * 219) / 255);

/** The picture in the middle of the frame. @throws RangeError when it does not fit. */
export function filmOf(picture: RgbaPicture, { width, height }: FilmSize): Uint8Array {
  if (picture.width > width || picture.height > height) {
    throw new RangeError('the picture is larger than the film');
  }
  const luma = new Uint8Array(width * height).fill(WALL);
  const left = Math.floor((width - picture.width) / 2);
  const top = Math.floor((height - picture.height) / 2);
  for (let row = 0; row < picture.height; row++) {
    for (let column = 0; column < picture.width; column++) {
      const value = picture.data[(row * picture.width + column) * 4] ?? 0;
      luma[(top + row) * width + left + column] = toVideoLuma(value);
    }
  }
  const chroma = new Uint8Array((width * height) / 2).fill(NEUTRAL);
  const header = Buffer.from(
    `YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`,
  );
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  return Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame)]);
}
