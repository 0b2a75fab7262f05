import { useEffect, useRef } from 'react';
import type { CallParams } from '#shared/simulator/contract.ts';
import { useAnnounce, useMessages } from '../../ui/index.ts';
import { useApi } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { stressMessages } from './messages.ts';
import { StressForm } from './StressForm.tsx';
import { StressLive } from './StressLive.tsx';
import { useStress } from './use-stress.ts';
import './stress.css';

/** The stress test: what to run on the left, what happens on the right. */
export function Stress() {
  const t = useMessages(stressMessages);
  const api = useApi();
  const announce = useAnnounce();
  const act = useAct();
  const { status, points, show } = useStress();
  const { state, summary } = status;
  const phase = state === 'running' ? status.progress?.phase?.phase : undefined;
  const said = useRef(state);

  useEffect(() => {
    if (phase) announce(t(`phase_${phase}`));
  }, [phase, announce, t]);
  useEffect(() => {
    const before = said.current;
    said.current = state;
    if (state !== 'ended' || before === 'idle' || before === 'ended') return;
    if (summary)
      announce(summary.isGood ? t('good') : t('bad'), summary.isGood ? 'status' : 'alert');
    else announce(t('failed'), 'alert');
  }, [state, summary, announce, t]);

  const start = (request: CallParams<'stress.start'>): void => {
    act.run(async () => show(await api.call('stress.start', request)));
  };
  const goOn = (connections: number): void => {
    const { request } = status;
    if (request) start({ ...request, options: { ...request.options, connections } });
  };

  return (
    <div className="cr-stress">
      <StressForm
        state={state}
        isBusy={act.isBusy}
        last={status.request}
        onStart={start}
        onStop={() => {
          act.run(async () => show(await api.call('stress.stop', {})));
        }}
      />
      <StressLive status={status} points={points} onGoOn={goOn} />
    </div>
  );
}
