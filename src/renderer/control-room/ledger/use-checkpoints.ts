import { useCallback, useEffect, useState } from 'react';
import type { ApiProblem, CallResult } from '#shared/simulator/contract.ts';
import { useApi, useStore } from '../app/room-context.tsx';
import type { RememberedCheckpoint } from '../state/checkpoint-memory.ts';
import { problemOf } from '../state/problem-of.ts';
import { keepCheckpoint } from './checkpoint-storage.ts';

export type NewestCheckpoint = CallResult<'ledger.checkpoint'>;

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
      setMemory(keepCheckpoint(answer.verifierKey, answer.checkpoint, now()));
      setNewest(answer);
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, [api, now]);
  useEffect(() => void refresh(), [refresh]);
  return { newest, memory, problem, refresh };
}
