import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { useMessages, useToast } from '../../ui/index.ts';
import { problemOf } from '../state/problem-of.ts';
import { problemMessages, problemNotice } from './problem-messages.ts';

export interface Act {
  readonly isBusy: boolean;
  /** Resolves with what the work gave, or undefined when it was refused or is still running. */
  readonly run: <Result>(
    work: () => Promise<Result>,
    onProblem?: (problem: ApiProblem) => void,
  ) => Promise<Result | undefined>;
}

/** One act at a time; a refusal is a toast unless `onProblem` takes it. */
export function useAct(): Act {
  const t = useMessages(problemMessages);
  const { show } = useToast();
  const [isBusy, setBusy] = useState(false);
  const running = useRef(false);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const run = useCallback<Act['run']>(
    async (work, onProblem) => {
      if (running.current) return undefined;
      running.current = true;
      setBusy(true);
      try {
        return await work();
      } catch (error) {
        const problem = problemOf(error);
        if (onProblem) onProblem(problem);
        else show(problemNotice(t, problem));
        return undefined;
      } finally {
        running.current = false;
        if (isMounted.current) setBusy(false);
      }
    },
    [show, t],
  );
  return { isBusy, run };
}
