import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { browserStorage, windowKey } from '../core/window-storage.ts';
import { useLanguage } from '../i18n/LanguageProvider.tsx';
import type { Language } from '../i18n/messages.ts';
import { createSoundBox, type SoundBox, type SoundBoxState } from './sound-box.ts';
import { createWebTones } from './tone-player.ts';
import { createWebSpeech } from './web-speech.ts';

/** The browser's loudspeaker, its settings kept under the window's name. */
export const createWindowSoundBox = (scope: string): SoundBox =>
  createSoundBox({
    speech: createWebSpeech(),
    tones: createWebTones(),
    storage: browserStorage(),
    storageKey: windowKey(scope, 'sound'),
  });

/** A sound box's state, followed; the first click in the window unlocks sound. */
export function useSoundBoxState(soundBox: SoundBox): SoundBoxState {
  useEffect(() => {
    const unlock = () => soundBox.unlock();
    window.addEventListener('pointerdown', unlock);
    window.addEventListener('keydown', unlock);
    return () => {
      window.removeEventListener('pointerdown', unlock);
      window.removeEventListener('keydown', unlock);
    };
  }, [soundBox]);
  return useSyncExternalStore(soundBox.subscribe, soundBox.getState, soundBox.getState);
}

/**
 * A window's own sound box and its state: `const [soundBox, state] = useSoundBox('pos/' + id)`. It
 * speaks the window's language until another one is chosen for it, and again when that changes.
 */
export function useSoundBox(scope: string): readonly [SoundBox, SoundBoxState] {
  const [soundBox] = useState(() => createWindowSoundBox(scope));
  const { language } = useLanguage();
  const followed = useRef<Language>(undefined);
  useEffect(() => {
    const isFirst = followed.current === undefined;
    const hasOwn = isFirst && browserStorage().getItem(windowKey(scope, 'sound')) !== null;
    if (!hasOwn && followed.current !== language) soundBox.change({ language });
    followed.current = language;
  }, [soundBox, scope, language]);
  return [soundBox, useSoundBoxState(soundBox)];
}
