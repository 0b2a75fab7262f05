import { useCallback, useMemo, useState } from 'react';
import type { PhoneFailure } from '#shared/device/outcome.ts';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import { type Direction, mergeRequests } from '../state/requests.ts';

/** Requests for money, to this phone's account and from it. */
export interface Requests {
  readonly rows: readonly CollectRequest[];
  readonly hasMore: Readonly<Record<Direction, boolean>>;
  readonly isLoading: boolean;
  readonly failure: PhoneFailure | undefined;
  /** Reads the newest page of both. */
  readonly refresh: () => Promise<void>;
  readonly readOlder: (direction: Direction) => Promise<void>;
  /** What the bank just told about one. */
  readonly put: (request: CollectRequest) => void;
}

const PAGE_SIZE = 30;
const DIRECTIONS: readonly Direction[] = ['incoming', 'outgoing'];

export function useRequests(client: PhoneClient): Requests {
  const [rows, setRows] = useState<readonly CollectRequest[]>([]);
  const [hasMore, setHasMore] = useState({ incoming: false, outgoing: false });
  const [loading, setLoading] = useState(0);
  const [failure, setFailure] = useState<PhoneFailure>();

  const load = useCallback(
    async (direction: Direction, before?: number) => {
      setLoading((count) => count + 1);
      const answer = await client.listCollects({
        direction,
        limit: PAGE_SIZE,
        ...(before === undefined ? {} : { before }),
      });
      setLoading((count) => count - 1);
      setFailure(answer.ok ? undefined : answer.failure);
      if (!answer.ok) return;
      setRows((known) => mergeRequests(known, answer.value.rows));
      setHasMore((known) => ({ ...known, [direction]: answer.value.hasMore }));
    },
    [client],
  );
  const refresh = useCallback(async () => {
    for (const direction of DIRECTIONS) await load(direction);
  }, [load]);
  const readOlder = useCallback(
    (direction: Direction) =>
      load(direction, rows.filter((row) => row.direction === direction).at(-1)?.sequence),
    [load, rows],
  );
  const put = useCallback(
    (request: CollectRequest) => setRows((known) => mergeRequests(known, [request])),
    [],
  );
  return useMemo(
    () => ({ rows, hasMore, isLoading: loading > 0, failure, refresh, readOlder, put }),
    [rows, hasMore, loading, failure, refresh, readOlder, put],
  );
}
