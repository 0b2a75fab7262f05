import type { ScanProblem } from '#shared/upi-uri.ts';
import type { FrameProblem, ScanOrigin } from '../../device/frames/frame-source.ts';

/**
 * What the scanner shows. One scan makes exactly one sheet: after `found` nothing more is taken
 * until the scanner is opened again. Pure; time comes in with the events.
 */
export type ScannerSource = 'camera' | 'window' | 'screen' | 'picture' | 'typed';

/** One code in the picture, with its corners as shares of the picture's width and height. */
export interface SeenCode {
  readonly text: string;
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

/** What one decoded picture told. */
export interface Sight {
  readonly codes: readonly SeenCode[];
  /** Mean brightness 0 to 255. */
  readonly brightness: number;
}

export type ScannerPhase =
  /** Waiting for the source; `asking` once it takes long enough for a question on screen. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'problem'; readonly problem: FrameProblem }
  /** Several codes: the person taps one. */
  | { readonly kind: 'choosing'; readonly codes: readonly SeenCode[] }
  /** A code that cannot be paid; looking goes on. */
  | { readonly kind: 'refused'; readonly problem: ScanProblem; readonly text: string }
  | { readonly kind: 'found'; readonly code: SeenCode; readonly origin: ScanOrigin };

export interface ScannerState {
  readonly source: ScannerSource;
  readonly phase: ScannerPhase;
  /** When the source began to give pictures. */
  readonly sinceMs: number;
  readonly darkSinceMs: number | undefined;
  readonly isTooDark: boolean;
  readonly hasTip: boolean;
}

export type ScannerEvent =
  | { readonly type: 'source-chosen'; readonly source: ScannerSource }
  | { readonly type: 'started'; readonly nowMs: number }
  | { readonly type: 'failed'; readonly problem: FrameProblem }
  | { readonly type: 'retry' }
  | { readonly type: 'sight'; readonly sight: Sight; readonly nowMs: number }
  | { readonly type: 'code'; readonly code: SeenCode; readonly origin: ScanOrigin }
  | { readonly type: 'refused'; readonly problem: ScanProblem; readonly text: string }
  | { readonly type: 'dismissed' };

/** Mean brightness of a covered lens; a dim room is well above it. */
const DARK_BELOW = 8;
const DARK_AFTER_MS = 2_000;
const TIP_AFTER_MS = 5_000;

export const firstScanner = (source: ScannerSource): ScannerState => ({
  source,
  phase: source === 'picture' || source === 'typed' ? { kind: 'looking' } : { kind: 'starting' },
  sinceMs: 0,
  darkSinceMs: undefined,
  isTooDark: false,
  hasTip: false,
});

function afterSight(state: ScannerState, sight: Sight, nowMs: number): ScannerState {
  const isDark = sight.codes.length === 0 && sight.brightness < DARK_BELOW;
  const darkSinceMs = isDark ? (state.darkSinceMs ?? nowMs) : undefined;
  const next: ScannerState = {
    ...state,
    darkSinceMs,
    isTooDark: darkSinceMs !== undefined && nowMs - darkSinceMs >= DARK_AFTER_MS,
    hasTip: state.hasTip || nowMs - state.sinceMs >= TIP_AFTER_MS,
  };
  const different = new Set(sight.codes.map((code) => code.text));
  return different.size > 1 ? { ...next, phase: { kind: 'choosing', codes: sight.codes } } : next;
}

/** Whether pictures are still wanted: the loop stops, and the camera with it, when not. */
export const isLooking = (state: ScannerState): boolean =>
  state.phase.kind === 'looking' || state.phase.kind === 'refused';

export function scanning(state: ScannerState, event: ScannerEvent): ScannerState {
  if (state.phase.kind === 'found') return state;
  switch (event.type) {
    case 'source-chosen':
      return firstScanner(event.source);
    case 'retry':
      return firstScanner(state.source);
    case 'started':
      return state.phase.kind === 'starting'
        ? { ...state, phase: { kind: 'looking' }, sinceMs: event.nowMs }
        : state;
    case 'failed':
      return { ...state, phase: { kind: 'problem', problem: event.problem } };
    case 'sight':
      return isLooking(state) ? afterSight(state, event.sight, event.nowMs) : state;
    case 'code':
      return isLooking(state) || state.phase.kind === 'choosing'
        ? { ...state, phase: { kind: 'found', code: event.code, origin: event.origin } }
        : state;
    case 'refused':
      return isLooking(state) || state.phase.kind === 'choosing'
        ? { ...state, phase: { kind: 'refused', problem: event.problem, text: event.text } }
        : state;
    case 'dismissed':
      return state.phase.kind === 'refused' || state.phase.kind === 'choosing'
        ? { ...state, phase: { kind: 'looking' } }
        : state;
  }
}
