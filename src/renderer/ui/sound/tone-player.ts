import type { ToneKind } from './announcement.ts';
import { type Note, TONE_SCORES, toneLengthMs } from './tone-score.ts';

export type ToneOutcome = 'played' | 'blocked' | 'no-audio';

/** Playing tones; the browser's is createWebTones. */
export interface TonePort {
  /** Resolves when the tone is over. */
  play(kind: ToneKind, volume: number): Promise<ToneOutcome>;
  /** From a click: lets a browser that waits for one play sound from now on. */
  unlock(): void;
  close(): void;
}

const ATTACK_S = 0.012;
const SILENT = 0.0001;

function playNote(context: AudioContext, output: AudioNode, note: Note): void {
  const start = context.currentTime + note.startMs / 1_000;
  const end = start + note.lengthMs / 1_000;
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.type = note.wave;
  oscillator.frequency.value = note.hertz;
  // A sharp start or end would click.
  envelope.gain.setValueAtTime(SILENT, start);
  envelope.gain.exponentialRampToValueAtTime(note.gain, start + ATTACK_S);
  envelope.gain.exponentialRampToValueAtTime(SILENT, end);
  oscillator.connect(envelope).connect(output);
  oscillator.start(start);
  oscillator.stop(end);
  oscillator.onended = () => envelope.disconnect();
}

/** WebAudio. The context is made at the first tone, since browsers count and warn about idle ones. */
export function createWebTones(): TonePort {
  let context: AudioContext | undefined;
  const open = (): AudioContext | undefined => {
    if (typeof AudioContext === 'undefined') return undefined;
    context ??= new AudioContext();
    return context;
  };
  return {
    play: async (kind, volume) => {
      const audio = open();
      if (!audio) return 'no-audio';
      // Without a click the promise of resume() stays open, so it is not waited for.
      if (audio.state === 'suspended') audio.resume().catch(() => {});
      const output = audio.createGain();
      output.gain.value = volume;
      output.connect(audio.destination);
      for (const note of TONE_SCORES[kind]) playNote(audio, output, note);
      await new Promise((resolve) => setTimeout(resolve, toneLengthMs(kind)));
      output.disconnect();
      return audio.state === 'running' ? 'played' : 'blocked';
    },
    unlock: () => {
      open()
        ?.resume()
        .catch(() => {});
    },
    close: () => {
      context?.close().catch(() => {});
      context = undefined;
    },
  };
}
