import { useCallback, useEffect, useState } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import type { BackupFile } from '#shared/simulator/records.ts';
import { Button, ConfirmDialog, Notice, useMessages, useToast } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { loadRoom } from '../app/load-room.ts';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi, useRoom, useStore } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { useFormat } from '../app/use-format.ts';
import { canChange } from '../state/bank-status.ts';
import { settingsMessages } from './messages.ts';
import { useMakeBackup } from './use-make-backup.ts';

/** Copies of the whole bank, and going back to one of them. */
export function Backups() {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const api = useApi();
  const room = useRoom();
  const { isBusy, makeBackup } = useMakeBackup();
  const [backups, setBackups] = useState<readonly BackupFile[]>([]);
  const [chosen, setChosen] = useState<BackupFile>();
  const read = useCallback(async () => {
    const answer = await api.call('system.backups', {}).catch(() => ({ backups: [] }));
    setBackups(answer.backups);
  }, [api]);
  useEffect(() => void read(), [read]);

  const make = async () => {
    if (await makeBackup()) await read();
  };
  const canAct = canChange(room) && !room.host?.bank.isRemote;
  return (
    <HelpPanel title={t('backupTitle')} help={t('backupHelp')}>
      <p>{t('backupIntro')}</p>
      <div className="ui-row">
        <Button disabled={!canAct} isBusy={isBusy} onClick={() => void make()}>
          {t('backupMake')}
        </Button>
      </div>
      {backups.length > 0 && (
        <ul className="cr-backups" aria-label={t('backupList')}>
          {backups.map((backup) => (
            <li key={backup.name}>
              <span>
                <span className="ui-mono">{backup.name}</span>
                <small>{`${format.dateTime(backup.timeMs)} · ${format.bytes(backup.bytes)}`}</small>
              </span>
              <Button size="small" disabled={!canAct} onClick={() => setChosen(backup)}>
                {t('restore')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen && <RestoreDialog backup={chosen} onClose={() => setChosen(undefined)} />}
    </HelpPanel>
  );
}

interface RestoreDialogProps {
  readonly backup: BackupFile;
  readonly onClose: () => void;
}

/** Asks twice; a backup that cannot be used is told and nothing has changed. */
function RestoreDialog({ backup, onClose }: RestoreDialogProps) {
  const t = useMessages(settingsMessages);
  const problems = useMessages(problemMessages);
  const api = useApi();
  const store = useStore();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const [problem, setProblem] = useState<ApiProblem>();
  const { name } = backup;

  const restore = async (): Promise<true> => {
    const { confirmation } = await api.call('system.restore', { name });
    if (confirmation !== undefined) await api.call('system.restore', { name, confirmation });
    return true;
  };
  const confirm = async () => {
    setProblem(undefined);
    if (!(await run(restore, setProblem))) return;
    store.dispatch({ kind: 'wiped' });
    await loadRoom(api, store);
    show({ tone: 'good', title: t('restored'), next: t('restoredNext') });
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      isBusy={isBusy}
      title={t('restoreAsk')}
      confirmLabel={t('restore')}
      secondQuestion={
        <>
          <p>{t('restoreSecond')}</p>
          {problem && <Notice {...problemNotice(problems, problem)} />}
        </>
      }
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>{t('restoreText')}</p>
      <p className="ui-mono">{name}</p>
    </ConfirmDialog>
  );
}
