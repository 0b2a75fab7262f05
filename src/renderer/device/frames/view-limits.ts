import type { VirtualView } from './frame-source.ts';

/** Bounds of the virtual camera and where it starts: arm's length, straight, a webcam's grain. */
export const VIEW_LIMITS = {
  distance: { min: 0.4, max: 3, step: 0.1 },
  tiltDegrees: { min: -60, max: 60, step: 5 },
  blurPx: { min: 0, max: 4, step: 1 },
  noise: { min: 0, max: 24, step: 2 },
} as const;

export const FIRST_VIEW: VirtualView = {
  distance: 1.15,
  x: 0.5,
  y: 0.5,
  tiltDegrees: 0,
  blurPx: 0,
  noise: 4,
};

const clamp = (value: number, min: number, max: number): number =>
  Number.isFinite(value) ? Math.min(Math.max(value, min), max) : min;

/** The view with every part inside its bounds; the middle never leaves the screen. */
export const boundedView = (view: VirtualView): VirtualView => ({
  distance: clamp(view.distance, VIEW_LIMITS.distance.min, VIEW_LIMITS.distance.max),
  x: clamp(view.x, 0, 1),
  y: clamp(view.y, 0, 1),
  tiltDegrees: clamp(view.tiltDegrees, VIEW_LIMITS.tiltDegrees.min, VIEW_LIMITS.tiltDegrees.max),
  blurPx: clamp(view.blurPx, VIEW_LIMITS.blurPx.min, VIEW_LIMITS.blurPx.max),
  noise: clamp(view.noise, VIEW_LIMITS.noise.min, VIEW_LIMITS.noise.max),
});

const SWAY = 0.004;

/** A hand is never quite still: a small slow drift, the same for the same moment. */
export const swayed = (view: VirtualView, timeMs: number): VirtualView => ({
  ...view,
  x: view.x + SWAY * view.distance * Math.sin(timeMs / 610),
  y: view.y + SWAY * view.distance * Math.sin(timeMs / 890 + 1),
});
