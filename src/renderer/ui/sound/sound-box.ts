import type { WindowStorage } from '../core/window-storage.ts';
import { type Announcement, announcementText, spokenText, toneFor } from './announcement.ts';
import {
  emptySoundQueue,
  enqueueSound,
  finishSound,
  replayLast,
  type SoundQueue,
} from './sound-queue.ts';
import {
  changeSoundSettings,
  parseSoundSettings,
  type SoundSettings,
  VOLUME_MAX,
} from './sound-settings.ts';
import type { SpeechPort } from './speech-port.ts';
import type { TonePort } from './tone-player.ts';

/** What the sound box shows; every sound has its text here. */
export interface SoundBoxState {
  readonly settings: SoundSettings;
  /** Text of what is being played. */
  readonly speaking: string | undefined;
  /** Text of the newest announcement; stays after the sound is over. */
  readonly lastText: string | undefined;
  readonly waiting: number;
  readonly skipped: number;
  readonly canReplay: boolean;
  /** No voice speaks this language here: tone and text only. */
  readonly hasNoVoice: boolean;
  /** The browser wants a click before it lets anything sound. */
  readonly isBlocked: boolean;
}

export interface SoundBox {
  announce(announcement: Announcement): void;
  replay(): void;
  /** From a click anywhere. */
  unlock(): void;
  change(settings: Partial<SoundSettings>): void;
  getState(): SoundBoxState;
  /** Answers the unsubscribe. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

export interface SoundBoxParts {
  readonly speech: SpeechPort | undefined;
  readonly tones: TonePort;
  readonly storage: WindowStorage;
  /** Where the settings are kept. */
  readonly storageKey: string;
}

/** Everything that changes; replaced as a whole, read by one `describeState`. */
interface Inside {
  readonly queue: SoundQueue;
  readonly settings: SoundSettings;
  readonly newest: Announcement | undefined;
  readonly isBlocked: boolean;
}

function describeState(inside: Inside, speech: SpeechPort | undefined): SoundBoxState {
  const { queue, settings, newest, isBlocked } = inside;
  const { language } = settings;
  return {
    settings,
    speaking: queue.current && announcementText(queue.current.announcement, language),
    lastText: newest && announcementText(newest, language),
    waiting: queue.waiting.length,
    skipped: queue.skipped,
    canReplay: queue.last !== undefined,
    hasNoVoice: !speech?.hasVoice(language),
    isBlocked,
  };
}

/**
 * Tone, then words; answers whether the browser refused sound, undefined when none was wanted. A
 * loudspeaker that fails must not stop the queue: the text is there either way.
 */
async function play(
  { speech, tones }: SoundBoxParts,
  announcement: Announcement,
  { language, volume: step }: SoundSettings,
): Promise<boolean | undefined> {
  const volume = step / VOLUME_MAX;
  if (volume === 0) return undefined;
  const tone = await tones.play(toneFor(announcement), volume).catch(() => 'no-audio');
  const text = spokenText(announcement, language);
  const outcome = await speech?.speak({ text, language, volume }).catch(() => 'failed');
  return tone === 'blocked' || outcome === 'blocked';
}

/** One loudspeaker: says one announcement after another, a tone first, never two at once. */
export function createSoundBox(parts: SoundBoxParts): SoundBox {
  const { speech, tones, storage, storageKey } = parts;
  const listeners = new Set<() => void>();
  let isClosed = false;
  let inside: Inside = {
    queue: emptySoundQueue,
    settings: parseSoundSettings(storage.getItem(storageKey)),
    newest: undefined,
    isBlocked: false,
  };
  let state = describeState(inside, speech);

  const update = (change: Partial<Inside>): void => {
    inside = { ...inside, ...change };
    state = describeState(inside, speech);
    for (const listener of listeners) listener();
  };
  /** Plays whatever is current until nothing waits; one runner at a time. */
  const run = async (): Promise<void> => {
    while (inside.queue.current && !isClosed) {
      const { current } = inside.queue;
      const isBlocked = await play(parts, current.announcement, inside.settings);
      if (isClosed) return;
      update({
        queue: finishSound(inside.queue, current.id),
        isBlocked: isBlocked ?? inside.isBlocked,
      });
    }
  };
  const advance = (change: Partial<Inside> & { readonly queue: SoundQueue }): void => {
    if (isClosed) return;
    const wasIdle = inside.queue.current === undefined;
    update(change);
    if (wasIdle) run();
  };
  const stopVoices = speech?.onVoicesChanged(() => update({}));
  return {
    announce: (newest) => advance({ newest, queue: enqueueSound(inside.queue, newest) }),
    replay: () => advance({ queue: replayLast(inside.queue) }),
    unlock: () => {
      tones.unlock();
      if (inside.isBlocked) update({ isBlocked: false });
    },
    change: (change) => {
      const settings = changeSoundSettings(inside.settings, change);
      storage.setItem(storageKey, JSON.stringify(settings));
      if (settings.volume === 0) speech?.cancel();
      update({ settings });
    },
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      isClosed = true;
      stopVoices?.();
      speech?.cancel();
      tones.close();
      listeners.clear();
    },
  };
}
