import { translator, useLanguage, useMessages, useTheme } from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { useRoom } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { useDeviceActions } from '../app/use-device-actions.ts';
import { useVerify } from '../app/use-verify.ts';
import { useSetUpDemo } from '../devices/use-set-up-demo.ts';
import { PAGES } from '../pages.ts';
import { useMakeBackup } from '../settings/use-make-backup.ts';
import { canChange } from '../state/bank-status.ts';
import type { Command } from '../state/search-commands.ts';
import { useTour } from '../tour/tour-context.tsx';
import { useWeather } from '../weather/use-weather.ts';
import { paletteMessages } from './messages.ts';

/** English words find a command in a Hindi window too. */
const english = translator(paletteMessages, 'en');

type Plain =
  | 'addPhone'
  | 'addPos'
  | 'demo'
  | 'market'
  | 'arrange'
  | 'verify'
  | 'backup'
  | 'fair'
  | 'reset';

function useDeviceCommands(): readonly Command[] {
  const t = useMessages(paletteMessages);
  const { devices = [] } = useRoom();
  const actions = useDeviceActions();
  const group = t('groupDevices');
  return devices.map((device) => {
    const { deviceId, name, isOpen } = device;
    const key = isOpen ? 'close' : 'open';
    const words = english(key, { name });
    const run = () => void (isOpen ? actions.close(device) : actions.open(device));
    return { id: deviceId, group, title: t(key, { name }), words, run };
  });
}

function useChangingCommands(): readonly Command[] {
  const t = useMessages(paletteMessages);
  const { openOverlay } = useOverlays();
  const { setUpDemo } = useSetUpDemo();
  const verify = useVerify();
  const { arrange } = useDeviceActions();
  const weather = useWeather();
  const { makeBackup } = useMakeBackup();
  if (!canChange(useRoom())) return [];
  const command = (id: Plain, group: string, run: () => void): Command => ({
    id,
    group,
    title: t(id),
    words: english(id),
    run,
  });
  const devices = t('groupDevices');
  return [
    command('demo', devices, () => void setUpDemo()),
    command('addPhone', devices, () => openOverlay({ kind: 'add-phone' })),
    command('addPos', devices, () => openOverlay({ kind: 'add-pos' })),
    command('market', devices, () => openOverlay({ kind: 'market-street' })),
    command('arrange', devices, () => void arrange()),
    command('verify', t('groupBank'), () => void verify()),
    command('backup', t('groupBank'), () => void makeBackup()),
    command('fair', t('groupBank'), () => void weather.reset()),
    command('reset', t('groupBank'), () => openOverlay({ kind: 'reset' })),
  ];
}

/** Everything the palette can do now. Runs after the palette has closed. */
export function useCommands(): readonly Command[] {
  const t = useMessages(paletteMessages);
  const { language, setLanguage } = useLanguage();
  const { setChoice } = useTheme();
  const { navigate } = useRouter();
  const { openOverlay } = useOverlays();
  const tour = useTour();
  const pages = PAGES.map((page) => ({
    id: `page-${page.id}`,
    group: t('groupPages'),
    title: t('goTo', { page: page.title[language] }),
    words: english('goTo', { page: page.title.en }),
    run: () => navigate({ page: page.id }),
  }));
  const group = t('groupWindow');
  const themes = (['light', 'dark', 'system'] as const).map((choice) => ({
    id: choice,
    group,
    title: t(choice),
    words: english(choice),
    run: () => setChoice(choice),
  }));
  const window: Command[] = [
    {
      id: 'help',
      group,
      title: t('help'),
      words: english('help'),
      run: () => openOverlay({ kind: 'help' }),
    },
    { id: 'tour', group, title: t('tour'), words: english('tour'), run: tour.start },
    { id: 'english', group, title: 'English', run: () => setLanguage('en') },
    { id: 'hindi', group, title: 'हिन्दी', words: 'Hindi', run: () => setLanguage('hi') },
  ];
  return [...pages, ...useDeviceCommands(), ...useChangingCommands(), ...window, ...themes];
}
