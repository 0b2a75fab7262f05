import type { MenuItemConstructorOptions } from 'electron';
import type { Platform } from './window-options.ts';

interface MenuWindow {
  readonly windowId: string;
  readonly title: string;
}

export interface MenuOptions {
  readonly platform: Platform;
  readonly isPackaged: boolean;
  /** Open windows; frameless ones can only be found again here and in the control room. */
  readonly windows: readonly MenuWindow[];
  onShow(windowId: string): void;
}

/** Items above this many are reached from the control room. */
const WINDOWS_MAX = 40;

export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin';
  const tools: MenuItemConstructorOptions[] = options.isPackaged
    ? []
    : [{ role: 'toggleDevTools' }, { type: 'separator' }];
  const open = options.windows.slice(0, WINDOWS_MAX).map(
    ({ windowId, title }): MenuItemConstructorOptions => ({
      label: title,
      click: () => options.onShow(windowId),
    }),
  );
  return [
    ...(isMac
      ? [{ role: 'appMenu' } as const]
      : [{ label: 'File', submenu: [{ role: 'quit' }] } as MenuItemConstructorOptions]),
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        ...tools,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
      ],
    },
    {
      label: 'Window',
      submenu: [{ role: 'minimize' }, { role: 'close' }, { type: 'separator' }, ...open],
    },
  ];
}
