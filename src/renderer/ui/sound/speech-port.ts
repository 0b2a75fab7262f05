import type { Language } from '../i18n/messages.ts';

/** How an attempt to speak ended. `no-voice` and `blocked` leave tone and text to do the work. */
export type SpeechOutcome = 'spoken' | 'no-voice' | 'blocked' | 'failed';

export interface SpeechRequest {
  readonly text: string;
  readonly language: Language;
  /** 0 to 1. */
  readonly volume: number;
}

/** Speaking out loud; the browser's is web-speech.ts. */
export interface SpeechPort {
  speak(request: SpeechRequest): Promise<SpeechOutcome>;
  cancel(): void;
  hasVoice(language: Language): boolean;
  /** Voices arrive late in Chromium; answers the unsubscribe. */
  onVoicesChanged(listener: () => void): () => void;
}

/** BCP 47 tag that a voice is asked for. */
export const SPEECH_TAGS: Readonly<Record<Language, string>> = { en: 'en-IN', hi: 'hi-IN' };
