import { useEffect, useState } from 'react';
import type { AttackId, AttackInfo, AttackStatus } from '#shared/simulator/attack-records.ts';
import { useApi } from '../app/room-context.tsx';
import { type Act, useAct } from '../app/use-act.ts';

export interface AttacksView {
  readonly attacks: readonly AttackInfo[];
  readonly status: AttackStatus;
  readonly isBusy: Act['isBusy'];
  /** One after the other, in this order. */
  run(attacks: readonly AttackId[]): void;
  /** The one that runs, and those that wait for it. */
  stop(): void;
}

/** The lab as the host tells it; it goes on while another page is looked at. */
export function useAttacks(): AttacksView {
  const api = useApi();
  const { isBusy, run: act } = useAct();
  const [attacks, setAttacks] = useState<readonly AttackInfo[]>([]);
  const [status, setStatus] = useState<AttackStatus>({ state: 'idle', waiting: [], reports: [] });

  useEffect(() => {
    const end = api.on('attacks.progress', setStatus);
    // A refusal here is the same as an idle lab: the frame already says that the host is gone.
    api.call('attacks.list', {}).then(
      (answer) => {
        setAttacks(answer.attacks);
        setStatus(answer.status);
      },
      () => undefined,
    );
    return end;
  }, [api]);

  return {
    attacks,
    status,
    isBusy,
    run: (wanted) =>
      void act(async () => setStatus(await api.call('attacks.run', { attacks: [...wanted] }))),
    stop: () => void act(async () => setStatus(await api.call('attacks.stop', {}))),
  };
}
