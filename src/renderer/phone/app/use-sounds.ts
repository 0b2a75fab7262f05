import { useEffect, useMemo, useState } from 'react';
import { createWebTones } from '../../ui/index.ts';

const keyOf = (deviceId: string): string => `upi-sim/phone/${deviceId}/sounds`;
const VOLUME = 0.5;

export interface Sounds {
  readonly hasSounds: boolean;
  readonly setSounds: (hasSounds: boolean) => void;
  readonly playTone: (kind: 'success' | 'failure' | 'notice') => void;
}

function load(deviceId: string): boolean {
  try {
    return localStorage.getItem(keyOf(deviceId)) !== 'off';
  } catch {
    return true;
  }
}

/** Tones of this phone. The screen always says the same, so a blocked one is no loss. */
export function useSounds(deviceId: string): Sounds {
  const [tones] = useState(createWebTones);
  const [hasSounds, setHasSounds] = useState(() => load(deviceId));
  useEffect(() => () => tones.close(), [tones]);
  return useMemo(
    () => ({
      hasSounds,
      setSounds(next: boolean) {
        setHasSounds(next);
        try {
          localStorage.setItem(keyOf(deviceId), next ? 'on' : 'off');
        } catch {
          return;
        }
      },
      playTone(kind) {
        if (hasSounds) void tones.play(kind, VOLUME);
      },
    }),
    [deviceId, hasSounds, tones],
  );
}
