import { useMessages, useToast } from '../../ui/index.ts';
import { useApi } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { useFormat } from '../app/use-format.ts';
import { settingsMessages } from './messages.ts';

/** Copies the bank and says what came of it; the same from Settings, palette and menu. */
export function useMakeBackup() {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const api = useApi();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const makeBackup = async (): Promise<boolean> => {
    const made = await run(() => api.call('admin.backup', {}));
    if (!made) return false;
    const entries = format.count(made.entries);
    show({ tone: 'good', title: t('backupMade'), next: t('backupMadeNext', { ...made, entries }) });
    return true;
  };
  return { isBusy, makeBackup };
}
