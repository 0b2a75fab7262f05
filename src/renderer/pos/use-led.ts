import type { PosState } from '#shared/protocol/terminal-methods.ts';
import {
  formatMoney,
  type LedState,
  type SoundBoxState,
  soundLed,
  useLanguage,
  useMessages,
} from '../ui/index.ts';
import type { PosSnapshot } from './link/pos-link.ts';
import { posMessages } from './messages.ts';
import { posView } from './state/pos-view.ts';

/** The light strip: what the sound box says, else what the machine is doing. */
export function useLed(
  link: PosSnapshot['link'],
  state: PosState | undefined,
  sound: SoundBoxState,
): LedState {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const ready = soundLed(sound, language);
  const view = state && posView(state);
  // What is still being said of an earlier try must not stand under "Paid".
  const isNewest = sound.speaking === sound.lastText || view?.screen === 'idle';
  if (ready.isSpeaking && isNewest) return ready;
  if (!state || link !== 'online') return { tone: 'wait', text: t('starting') };
  if (state.bank === 'unreachable') return { tone: 'bad', text: t('ledOffline') };
  if (view?.screen === 'charging' || view?.screen === 'paying') {
    return { tone: 'wait', text: t('ledCharging') };
  }
  if (view?.screen === 'paid') {
    const amount = formatMoney(Number(view.order.amountPaise));
    return { tone: 'good', text: t('ledPaid', { amount }) };
  }
  if (view?.screen === 'failed') return { tone: 'bad', text: t('ledFailed') };
  return ready;
}
