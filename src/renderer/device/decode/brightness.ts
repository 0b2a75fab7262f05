import type { RgbaPicture } from '#qr/picture.ts';

/** Every 16th pixel is enough to tell a covered lens from a dim room. */
const STEP = 16 * 4;

/** Mean brightness 0 to 255 (ITU-R BT.601 weights). */
export function meanBrightness({ data }: RgbaPicture): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at + 2 < data.length; at += STEP) {
    sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
