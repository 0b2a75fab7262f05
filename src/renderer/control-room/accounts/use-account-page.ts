import { useEffect, useRef, useState } from 'react';
import type { ApiProblem, CallParams, CallResult } from '#shared/simulator/contract.ts';
import { useApi } from '../app/room-context.tsx';
import { problemOf } from '../state/problem-of.ts';
import { TYPING_MS } from '../state/typing-pause.ts';

export const ACCOUNTS_PER_PAGE = 50;

export type AccountQuery = Omit<CallParams<'admin.accounts'>, 'limit'>;

export interface AccountPage {
  readonly page: CallResult<'admin.accounts'> | undefined;
  readonly problem: ApiProblem | undefined;
  readonly retry: () => void;
}

/** During a stress run accounts change all the time; the list is read again this often at most. */
const AGAIN_MS = 400;

function useAtMostOften(changes: string): string {
  const newest = useRef(changes);
  newest.current = changes;
  const [shown, setShown] = useState(changes);
  useEffect(() => {
    const timer = setInterval(() => setShown(newest.current), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return shown;
}

/**
 * One page of accounts; the last one stays on screen while the next is on its way.
 * @param changes changes when balances or states may have changed
 */
export function useAccountPage(query: AccountQuery, changes: string): AccountPage {
  const api = useApi();
  const version = useAtMostOften(changes);
  const [page, setPage] = useState<CallResult<'admin.accounts'>>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [tries, setTries] = useState(0);
  const asked = useRef('');
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: version and tries ask again
  useEffect(() => {
    let isCurrent = true;
    const delayMs = asked.current === '' ? 0 : TYPING_MS;
    asked.current = key;
    const timer = setTimeout(() => {
      const params = { ...(JSON.parse(key) as AccountQuery), limit: ACCOUNTS_PER_PAGE };
      api.call('admin.accounts', params).then(
        (answer) => {
          if (!isCurrent) return;
          setPage(answer);
          setProblem(undefined);
        },
        (error: unknown) => isCurrent && setProblem(problemOf(error)),
      );
    }, delayMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, key, version, tries]);
  return { page, problem, retry: () => setTries(tries + 1) };
}
