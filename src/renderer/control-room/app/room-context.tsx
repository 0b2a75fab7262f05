import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import type { RoomState } from '../state/room-state.ts';
import type { RoomStore } from './room-store.ts';

interface RoomValue {
  readonly api: SimulatorApi;
  readonly store: RoomStore;
}

const RoomContext = createContext<RoomValue | undefined>(undefined);

export interface RoomProviderProps extends RoomValue {
  readonly children: ReactNode;
}

export function RoomProvider({ api, store, children }: RoomProviderProps) {
  const [value] = useState({ api, store });
  return <RoomContext value={value}>{children}</RoomContext>;
}

function useRoomValue(): RoomValue {
  const value = useContext(RoomContext);
  if (!value) throw new Error('outside of RoomProvider');
  return value;
}

export const useApi = (): SimulatorApi => useRoomValue().api;
export const useStore = (): RoomStore => useRoomValue().store;

/** Everything that the control room knows now. */
export function useRoom(): RoomState {
  const { store } = useRoomValue();
  return useSyncExternalStore(store.subscribe, store.getState);
}

/** The window's clock, read again every `intervalMs`; for "12 s ago" and running locks. */
export function useNow(intervalMs = 1_000): number {
  const { store } = useRoomValue();
  const [nowMs, setNowMs] = useState(store.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(store.now()), intervalMs);
    return () => clearInterval(timer);
  }, [store, intervalMs]);
  return nowMs;
}
