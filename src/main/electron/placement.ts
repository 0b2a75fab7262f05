/** Where device windows go: side by side, never outside the work area of the screen. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Placement extends Rectangle {
  /** At most 1, in steps; below it when the device is taller than the screen. */
  readonly zoom: number;
}

const GAP = 12;
const CASCADE = 36;
const ZOOM_STEP = 0.05;
const ZOOM_MIN = 0.5;

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(value, high));

function zoomFor(size: { width: number; height: number }, area: Rectangle): number {
  const fitting = Math.min(1, area.height / size.height, area.width / size.width);
  return Math.max(ZOOM_MIN, Math.floor(fitting / ZOOM_STEP + 1e-9) * ZOOM_STEP);
}

/**
 * The first free place from the left; when there is none, a cascade over the others.
 * @param others windows that are already there
 */
export function placeDevice(
  size: { readonly width: number; readonly height: number },
  others: readonly Rectangle[],
  area: Rectangle,
): Placement {
  const zoom = zoomFor(size, area);
  const width = Math.round(size.width * zoom);
  const height = Math.round(size.height * zoom);
  const right = area.x + area.width - width;
  const bottom = area.y + area.height - height;
  const at = (x: number, y: number): Placement => ({
    x: clamp(Math.round(x), area.x, Math.max(area.x, right)),
    y: clamp(Math.round(y), area.y, Math.max(area.y, bottom)),
    ...{ width, height, zoom },
  });
  const edges = [area.x, ...others.map((other) => other.x + other.width + GAP)];
  for (const x of edges.filter((edge) => edge <= right).sort((a, b) => a - b)) {
    const place = at(x, area.y + GAP);
    if (!others.some((other) => overlaps(place, other))) return place;
  }
  const steps = others.length % 8;
  return at(area.x + steps * CASCADE, area.y + steps * CASCADE);
}
