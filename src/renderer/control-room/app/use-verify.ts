import { useCallback } from 'react';
import { problemOf } from '../state/problem-of.ts';
import { useApi, useStore } from './room-context.tsx';

/** Starts a check of the whole ledger; one at a time, the outcome goes into the room's state. */
export function useVerify(): () => Promise<void> {
  const api = useApi();
  const store = useStore();
  return useCallback(async () => {
    if (store.getState().verification.state === 'running') return;
    store.dispatch({ kind: 'verify-started' });
    try {
      const report = await api.call('admin.verify', {});
      store.dispatch({ kind: 'verify-done', report, nowMs: store.now() });
    } catch (error) {
      store.dispatch({ kind: 'verify-failed', problem: problemOf(error), nowMs: store.now() });
    }
  }, [api, store]);
}
