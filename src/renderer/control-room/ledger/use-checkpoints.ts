import { useCallback, useEffect, useState } from 'react';
import { parseVerifierKey } from '#shared/ledger/checkpoint.ts';
import type { ApiProblem, CallResult } from '#shared/simulator/contract.ts';
import { useApi, useStore } from '../app/room-context.tsx';
import {
  memoryKey,
  type RememberedCheckpoint,
  readMemory,
  remember,
} from '../state/checkpoint-memory.ts';
import { problemOf } from '../state/problem-of.ts';

export type NewestCheckpoint = CallResult<'ledger.checkpoint'>;

/** Storage that may be denied; then the window remembers nothing and says so by an empty list. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, memory: readonly RememberedCheckpoint[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(memory));
  } catch {
    return;
  }
}

/** The newest checkpoint and those that this window remembers of the same log. */
export function useCheckpoints() {
  const api = useApi();
  const { now } = useStore();
  const [newest, setNewest] = useState<NewestCheckpoint>();
  const [memory, setMemory] = useState<readonly RememberedCheckpoint[]>([]);
  const [problem, setProblem] = useState<ApiProblem>();

  const refresh = useCallback(async () => {
    try {
      const answer = await api.call('ledger.checkpoint', {});
      const key = memoryKey(parseVerifierKey(answer.verifierKey).name);
      const next = remember(readMemory(stored(key)), answer.checkpoint, now());
      store(key, next);
      setNewest(answer);
      setMemory(next);
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, [api, now]);
  useEffect(() => void refresh(), [refresh]);
  return { newest, memory, problem, refresh };
}
