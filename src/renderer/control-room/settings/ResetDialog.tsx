import { useState } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { ConfirmDialog, Notice, useMessages, useToast } from '../../ui/index.ts';
import { loadRoom } from '../app/load-room.ts';
import { useOverlays } from '../app/overlays.tsx';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi, useRoom, useStore } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { settingsMessages } from './messages.ts';

/** Asks twice, and for a word; then the host's own two steps with its token. */
export function ResetDialog() {
  const { overlay } = useOverlays();
  return overlay?.kind === 'reset' ? <Asking /> : null;
}

function Asking() {
  const t = useMessages(settingsMessages);
  const problems = useMessages(problemMessages);
  const api = useApi();
  const store = useStore();
  const { host } = useRoom();
  const { closeOverlay } = useOverlays();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const [problem, setProblem] = useState<ApiProblem>();

  const wipe = async (): Promise<true> => {
    const { confirmation } = await api.call('system.reset', {});
    if (confirmation !== undefined) await api.call('system.reset', { confirmation });
    return true;
  };
  const confirm = async () => {
    setProblem(undefined);
    if (!(await run(wipe, setProblem))) return;
    store.dispatch({ kind: 'wiped' });
    await loadRoom(api, store);
    show({ tone: 'good', title: t('resetDone'), next: t('resetDoneNext') });
    closeOverlay();
  };
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      isBusy={isBusy}
      title={t('reset')}
      confirmLabel={t('reset')}
      requiredWord={t('resetWord')}
      secondQuestion={
        <>
          <p>{t('resetSecond')}</p>
          {problem && <Notice {...problemNotice(problems, problem)} />}
        </>
      }
      onConfirm={() => void confirm()}
      onCancel={closeOverlay}
    >
      <p>{t('resetText')}</p>
      <p className="ui-mono">{host?.dataFolder}</p>
    </ConfirmDialog>
  );
}
