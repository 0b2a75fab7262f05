import { useEffect, useState } from 'react';
import type { StressStatus } from '#shared/simulator/stress-records.ts';
import { useApi } from '../app/room-context.tsx';
import { addPoint, type LivePoint } from './live-history.ts';

export interface StressView {
  readonly status: StressStatus;
  readonly points: readonly LivePoint[];
  readonly show: (status: StressStatus) => void;
}

/** The run as the host tells it, ten times a second. */
export function useStress(): StressView {
  const api = useApi();
  const [view, setView] = useState<Omit<StressView, 'show'>>({
    status: { state: 'idle' },
    points: [],
  });
  const [show] = useState(
    () => (status: StressStatus) =>
      setView(({ points }) => ({
        status,
        points: status.progress ? addPoint(points, status.progress) : points,
      })),
  );
  useEffect(() => {
    const end = api.on('stress.progress', show);
    // A refusal here is the same as no run: the frame already says that the host is gone.
    api.call('stress.status', {}).then(show, () => undefined);
    return end;
  }, [api, show]);
  return { ...view, show };
}
