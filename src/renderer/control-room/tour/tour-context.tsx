import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useStore } from '../app/room-context.tsx';

interface TourValue {
  readonly isRunning: boolean;
  /** Window clock, Unix ms; undefined while no tour runs. */
  readonly startedMs: number | undefined;
  readonly start: () => void;
  readonly stop: () => void;
}

const TourContext = createContext<TourValue>({
  isRunning: false,
  startedMs: undefined,
  start: () => {},
  stop: () => {},
});

export function TourProvider({ children }: { readonly children: ReactNode }) {
  const store = useStore();
  const [startedMs, setStartedMs] = useState<number>();
  const start = useCallback(() => setStartedMs(store.now()), [store]);
  const stop = useCallback(() => setStartedMs(undefined), []);
  const value = useMemo(
    () => ({ isRunning: startedMs !== undefined, startedMs, start, stop }),
    [startedMs, start, stop],
  );
  return <TourContext value={value}>{children}</TourContext>;
}

/** `const { isRunning, start, stop } = useTour()`. */
export const useTour = (): TourValue => useContext(TourContext);
