import type { MenuItemConstructorOptions } from 'electron';
import { type MenuWord, menuWords } from './menu-messages.ts';
import type { Platform } from './window-options.ts';

interface MenuWindow {
  readonly windowId: string;
  readonly title: string;
}

export interface MenuOptions {
  readonly platform: Platform;
  readonly isPackaged: boolean;
  /** The system's language. */
  readonly locale: string;
  /** Open windows; frameless ones can only be found again here and in the control room. */
  readonly windows: readonly MenuWindow[];
  onShow(windowId: string): void;
  /** Does what the command of this id does in the control room's palette. */
  onCommand(id: string): void;
  onOpenFolder(): void;
  onAbout(): void;
}

type Item = MenuItemConstructorOptions;

/** Items above this many are reached from the control room. */
const WINDOWS_MAX = 40;
const separator: Item = { type: 'separator' };

/** The palette's own ids, with the keys that lead there without it. */
const KEYS: Readonly<Partial<Record<MenuWord, string>>> = {
  addPhone: 'CmdOrCtrl+N',
  addPos: 'CmdOrCtrl+Shift+N',
  palette: 'CmdOrCtrl+K',
  verify: 'CmdOrCtrl+Shift+V',
  arrange: 'CmdOrCtrl+Shift+A',
};

function menuItems({ locale, onCommand }: Pick<MenuOptions, 'locale' | 'onCommand'>) {
  const words = menuWords(locale);
  const command = (word: MenuWord, id: string = word): Item => {
    const accelerator = KEYS[word];
    return {
      label: words[word],
      ...(accelerator ? { accelerator } : {}),
      click: () => onCommand(id),
    };
  };
  return { words, command };
}

/** Everything that the palette can change, and the windows. @see palette/use-commands.ts */
export function menuTemplate(options: MenuOptions): Item[] {
  const { platform, isPackaged, windows, onShow, onOpenFolder, onAbout } = options;
  const { words, command } = menuItems(options);
  const isMac = platform === 'darwin';
  const tools: Item[] = isPackaged ? [] : [{ role: 'toggleDevTools' }, separator];
  const open = windows
    .slice(0, WINDOWS_MAX)
    .map(({ windowId, title }): Item => ({ label: title, click: () => onShow(windowId) }));
  const menu = (label: string, submenu: readonly Item[]): Item => ({
    label,
    submenu: [...submenu],
  });
  const quit: Item[] = isMac ? [] : [separator, { role: 'quit' }];
  const about: Item[] = isMac ? [] : [separator, { label: words.about, click: onAbout }];
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    menu(words.file, [
      command('demo'),
      command('addPhone'),
      command('addPos'),
      command('market'),
      separator,
      { label: words.folder, click: onOpenFolder },
      ...quit,
    ]),
    { role: 'editMenu' },
    menu(words.view, [
      command('palette'),
      separator,
      { role: 'reload' },
      ...tools,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
    ]),
    menu(words.bank, [
      command('verify'),
      command('backup'),
      command('fair'),
      separator,
      command('reset'),
    ]),
    menu(words.window, [
      command('arrange'),
      separator,
      { role: 'minimize' },
      { role: 'close' },
      separator,
      ...open,
    ]),
    { role: 'help', ...menu(words.help, [command('helpPage', 'help'), command('tour'), ...about]) },
  ];
}
