interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** One direction: each pixel becomes the mean of 2 radius + 1 neighbours; edges repeat. */
function blurLines(
  from: Uint8ClampedArray,
  to: Uint8ClampedArray,
  lines: { readonly count: number; readonly length: number; readonly lineStep: number },
  pixelStep: number,
  radius: number,
): void {
  const span = 2 * radius + 1;
  for (let line = 0; line < lines.count; line++) {
    const start = line * lines.lineStep;
    const last = start + (lines.length - 1) * pixelStep;
    for (let channel = 0; channel < 3; channel++) {
      const value = (index: number): number => {
        const place = Math.min(Math.max(start + index * pixelStep, start), last);
        return from[place + channel] ?? 0;
      };
      let sum = 0;
      for (let index = -radius; index <= radius; index++) sum += value(index);
      for (let index = 0; index < lines.length; index++) {
        to[start + index * pixelStep + channel] = sum / span;
        sum += value(index + radius + 1) - value(index - radius);
      }
    }
  }
}

/** A lens out of focus, roughly: the mean of a square. Alpha stays opaque. */
export function boxBlur(picture: Pixels, radius: number): Pixels {
  const { data, width, height } = picture;
  const half = new Uint8ClampedArray(data.length).fill(255);
  const whole = new Uint8ClampedArray(data.length).fill(255);
  const row = width * 4;
  blurLines(data, half, { count: height, length: width, lineStep: row }, 4, radius);
  blurLines(half, whole, { count: width, length: height, lineStep: 4 }, row, radius);
  return { data: whole, width, height };
}
