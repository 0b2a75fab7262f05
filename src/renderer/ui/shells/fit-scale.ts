/** A window's sizes: inner in CSS pixels, outer in the screen's. */
export interface WindowSize {
  readonly innerWidth: number;
  readonly innerHeight: number;
  readonly outerWidth: number;
  readonly outerHeight: number;
}

export interface FitInput extends WindowSize {
  /** The device, in CSS pixels at scale 1. */
  readonly width: number;
  readonly height: number;
  /** Around it and not scaled with it: margins and the frameless window's handle. */
  readonly reservedWidth: number;
  readonly reservedHeight: number;
}

/** Below this a device's text can no longer be read; the window scrolls instead. */
export const SMALLEST_FIT = 0.6;
/** Above this a phone on a projector would only waste the wall. */
export const LARGEST_FIT = 1.6;

/** Zoom steps of Chromium above 100 %. */
const ZOOM_STEPS = [1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5];
const ZOOM_TOLERANCE = 0.04;

/**
 * Page zoom, told by how many times the inner width fits into the outer one: zoom shrinks CSS
 * pixels, the window stays. Title bars and toolbars add to the height, so it has to have shrunk at
 * least as much; a width alone that looks zoomed is a border or open developer tools.
 */
export function pageZoom(size: WindowSize): number {
  const across = size.innerWidth > 0 ? size.outerWidth / size.innerWidth : 1;
  const down = size.innerHeight > 0 ? size.outerHeight / size.innerHeight : 1;
  const isZoom = (step: number) =>
    Math.abs(across - step) <= step * ZOOM_TOLERANCE && down >= step * (1 - ZOOM_TOLERANCE);
  return ZOOM_STEPS.find(isZoom) ?? 1;
}

/**
 * How much to scale a device so that it fits its window. Zooming in is taken out of the sum:
 * fitting to the zoomed size would undo what somebody who needs larger text asked for.
 */
export function fitScale(input: FitInput): number {
  const zoom = pageZoom(input);
  const across = (input.innerWidth * zoom - input.reservedWidth) / input.width;
  const down = (input.innerHeight * zoom - input.reservedHeight) / input.height;
  const fit = Math.min(across, down);
  if (!Number.isFinite(fit) || input.innerWidth <= 0) return 1;
  // At almost full size, exact pixels look better than a perfect fit.
  if (fit > 0.985 && fit < 1.02) return 1;
  return Math.round(Math.min(LARGEST_FIT, Math.max(SMALLEST_FIT, fit)) * 1_000) / 1_000;
}
