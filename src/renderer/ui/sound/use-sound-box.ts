import { useEffect, useState, useSyncExternalStore } from 'react';
import { browserStorage, windowKey } from '../core/window-storage.ts';
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

/** A window's own sound box and its state: `const [soundBox, state] = useSoundBox('pos/' + id)`. */
export function useSoundBox(scope: string): readonly [SoundBox, SoundBoxState] {
  const [soundBox] = useState(() => createWindowSoundBox(scope));
  return [soundBox, useSoundBoxState(soundBox)];
}
