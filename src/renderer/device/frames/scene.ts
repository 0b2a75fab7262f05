import type { RgbaPicture } from '#qr/picture.ts';

/**
 * A screen's picture with its smaller copies, each half the one before: seen from afar a screen is
 * averaged by the lens, not skipped over.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** At least one; halved until a side is under 64 pixels. */
  readonly levels: readonly RgbaPicture[];
}

const SMALLEST_SIDE_PX = 64;

function halve(picture: RgbaPicture): RgbaPicture {
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * 2 * picture.width + column * 2) * 4;
      const below = from + picture.width * 4;
      const to = (row * width + column) * 4;
      for (let channel = 0; channel < 4; channel++) {
        const sum =
          (picture.data[from + channel] ?? 0) +
          (picture.data[from + 4 + channel] ?? 0) +
          (picture.data[below + channel] ?? 0) +
          (picture.data[below + 4 + channel] ?? 0);
        data[to + channel] = sum / 4;
      }
    }
  }
  return { data, width, height };
}

export function createScene(picture: RgbaPicture): Scene {
  const levels = [picture];
  let last = picture;
  while (Math.min(last.width, last.height) >= SMALLEST_SIDE_PX * 2) {
    last = halve(last);
    levels.push(last);
  }
  return { width: picture.width, height: picture.height, levels };
}

/** The copy whose pixels are at most as fine as the view's. @param pixelsPerPixel scene per view. */
export function sceneLevel(scene: Scene, pixelsPerPixel: number): RgbaPicture {
  const wanted = Math.max(0, Math.floor(Math.log2(Math.max(1, pixelsPerPixel))));
  const level = scene.levels[Math.min(wanted, scene.levels.length - 1)];
  if (!level) throw new Error('a scene has at least one level');
  return level;
}
