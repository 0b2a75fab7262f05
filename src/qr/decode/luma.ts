import type { LumaPicture, RgbaPicture } from '../picture.ts';

const SAMPLED_PIXELS = 20_000;
/** Channels this far apart make a pixel coloured; one in fifty makes the picture so. */
const COLOUR_SPREAD = 48;
const COLOURED_SHARE = 0.02;

/** What shows through transparent pixels: codes are dark on light, or, on dark pages, the reverse. */
export type Backdrop = 'white' | 'black';

/** Brightness by ITU-R BT.601, transparent parts on a backdrop. */
export function toLuma(picture: RgbaPicture, backdrop: Backdrop = 'white'): LumaPicture {
  const { data, width, height } = picture;
  const under = backdrop === 'white' ? 255 : 0;
  const luma = new Uint8ClampedArray(width * height);
  for (let at = 0, from = 0; at < luma.length; at++, from += 4) {
    const red = data[from] ?? 0;
    const green = data[from + 1] ?? 0;
    const blue = data[from + 2] ?? 0;
    const alpha = data[from + 3] ?? 0;
    const bright = (306 * red + 601 * green + 117 * blue) >> 10;
    luma[at] = alpha === 255 ? bright : (bright * alpha + under * (255 - alpha)) / 255;
  }
  return { data: luma, width, height };
}

/** One colour channel alone: tells red ink from green paper where brightness does not. */
export function toChannel(picture: RgbaPicture, channel: 0 | 1 | 2): LumaPicture {
  const { data, width, height } = picture;
  const luma = new Uint8ClampedArray(width * height);
  for (let at = 0, from = channel; at < luma.length; at++, from += 4) luma[at] = data[from] ?? 0;
  return { data: luma, width, height };
}

/** Grey in all four channels: decoders want RGBA, and none of them looks at alpha. */
export function toRgba(picture: LumaPicture): RgbaPicture {
  const grey = picture.data;
  const pixels = new Uint32Array(grey.length);
  for (let at = 0; at < grey.length; at++) pixels[at] = (grey[at] ?? 0) * 0x01010101;
  const data = new Uint8ClampedArray(pixels.buffer);
  return { data, width: picture.width, height: picture.height };
}

/** Whether any of a sample of pixels is transparent, and whether any is coloured. */
export function describeColours(picture: RgbaPicture): {
  readonly transparent: boolean;
  readonly coloured: boolean;
} {
  const { data } = picture;
  const step = Math.max(1, Math.floor(data.length / 4 / SAMPLED_PIXELS)) * 4;
  let transparent = false;
  let colouredPixels = 0;
  for (let at = 0; at < data.length; at += step) {
    const red = data[at] ?? 0;
    const green = data[at + 1] ?? 0;
    const blue = data[at + 2] ?? 0;
    if ((data[at + 3] ?? 255) < 255) transparent = true;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > COLOUR_SPREAD) colouredPixels++;
  }
  return { transparent, coloured: colouredPixels > SAMPLED_PIXELS * COLOURED_SHARE };
}
