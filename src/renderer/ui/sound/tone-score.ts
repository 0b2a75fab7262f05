import type { ToneKind } from './announcement.ts';

export interface Note {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly hertz: number;
  /** 0 to 1, before volume. */
  readonly gain: number;
  readonly wave: 'sine' | 'triangle' | 'square';
}

/**
 * Success rises, failure falls and buzzes, a notice is one soft note: told apart without words,
 * and by rhythm as well as by pitch.
 */
export const TONE_SCORES: Readonly<Record<ToneKind, readonly Note[]>> = {
  success: [
    { startMs: 0, lengthMs: 130, hertz: 784, gain: 0.5, wave: 'triangle' },
    { startMs: 110, lengthMs: 130, hertz: 988, gain: 0.5, wave: 'triangle' },
    { startMs: 220, lengthMs: 340, hertz: 1_318.5, gain: 0.55, wave: 'triangle' },
  ],
  failure: [
    { startMs: 0, lengthMs: 220, hertz: 233, gain: 0.22, wave: 'square' },
    { startMs: 300, lengthMs: 420, hertz: 174.6, gain: 0.22, wave: 'square' },
  ],
  notice: [{ startMs: 0, lengthMs: 260, hertz: 660, gain: 0.35, wave: 'sine' }],
};

/** When the last note has died away. */
export const toneLengthMs = (kind: ToneKind): number =>
  Math.max(...TONE_SCORES[kind].map((note) => note.startMs + note.lengthMs));
