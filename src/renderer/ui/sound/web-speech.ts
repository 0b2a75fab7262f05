import type { Language } from '../i18n/messages.ts';
import { SPEECH_TAGS, type SpeechOutcome, type SpeechPort } from './speech-port.ts';

/** Chromium sometimes never reports the end of an utterance; the queue must go on. */
const LONGEST_SPEECH_MS = 15_000;

/** The part of a voice that choosing needs. */
export interface VoiceInfo {
  readonly lang: string;
  readonly localService: boolean;
}

/** Exact tag before language only, a voice of this computer before one from the network. */
export function chooseVoice<Voice extends VoiceInfo>(
  voices: readonly Voice[],
  language: Language,
): Voice | undefined {
  const tag = SPEECH_TAGS[language].toLowerCase();
  const rank = (voice: Voice): number => {
    // Android writes hi_IN.
    const lang = voice.lang.toLowerCase().replace('_', '-');
    if (lang !== tag && lang.split('-')[0] !== language) return 0;
    return (lang === tag ? 2 : 0) + (voice.localService ? 2 : 1);
  };
  const best = voices.toSorted((left, right) => rank(right) - rank(left))[0];
  return best && rank(best) > 0 ? best : undefined;
}

const outcomeOf = (error: string): SpeechOutcome => {
  if (error === 'not-allowed') return 'blocked';
  if (error === 'language-unavailable' || error === 'voice-unavailable') return 'no-voice';
  // Cancelled on purpose, for example by muting: nothing went wrong.
  return error === 'canceled' || error === 'interrupted' ? 'spoken' : 'failed';
};

/** Web Speech API; undefined where the browser has none. */
export function createWebSpeech(): SpeechPort | undefined {
  const synthesis = globalThis.speechSynthesis;
  if (!synthesis || typeof SpeechSynthesisUtterance === 'undefined') return undefined;
  return {
    speak: ({ text, language, volume }) => {
      const voice = chooseVoice(synthesis.getVoices(), language);
      if (!voice) return Promise.resolve('no-voice');
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.volume = volume;
      return new Promise((resolve) => {
        const finish = (outcome: SpeechOutcome) => {
          clearTimeout(timer);
          resolve(outcome);
        };
        const timer = setTimeout(() => {
          synthesis.cancel();
          finish('failed');
        }, LONGEST_SPEECH_MS);
        utterance.onend = () => finish('spoken');
        utterance.onerror = (event) => finish(outcomeOf(event.error));
        synthesis.speak(utterance);
      });
    },
    cancel: () => synthesis.cancel(),
    hasVoice: (language) => chooseVoice(synthesis.getVoices(), language) !== undefined,
    onVoicesChanged: (listener) => {
      synthesis.addEventListener('voiceschanged', listener);
      return () => synthesis.removeEventListener('voiceschanged', listener);
    },
  };
}
