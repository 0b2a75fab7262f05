import type { Fault } from '#shared/protocol/fault-methods.ts';
import { useMessages, useToast } from '../../ui/index.ts';
import { useApi, useRoom, useStore } from '../app/room-context.tsx';
import { type Act, useAct } from '../app/use-act.ts';
import { asFault } from './fault-draft.ts';
import { weatherPageMessages } from './messages.ts';

export interface WeatherActions extends Pick<Act, 'isBusy'> {
  /** Puts these in the place of everything that is in force. */
  readonly replace: (faults: readonly Fault[]) => Promise<boolean>;
  readonly add: (fault: Fault) => Promise<boolean>;
  readonly end: (id: string) => Promise<boolean>;
  /** Fair weather: no fault is left. */
  readonly reset: () => Promise<void>;
}

/** Sets the bank's faults; what is in force then comes back into the room's state. */
export function useWeather(): WeatherActions {
  const t = useMessages(weatherPageMessages);
  const api = useApi();
  const store = useStore();
  const { faults } = useRoom();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const replace = async (wanted: readonly Fault[]): Promise<boolean> => {
    const answer = await run(() => api.call('admin.setFaults', { faults: [...wanted] }));
    if (answer) store.dispatch({ kind: 'faults', faults: answer.faults });
    return answer !== undefined;
  };
  return {
    isBusy,
    replace,
    add: (fault) => replace([...faults.map(asFault), fault]),
    end: (id) => replace(faults.filter((one) => one.id !== id).map(asFault)),
    async reset() {
      if (await replace([])) show({ tone: 'good', title: t('isFair'), next: t('isFairText') });
    },
  };
}
