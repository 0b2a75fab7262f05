import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuTemplate } from '#main/electron/menu-template.ts';

const paletteFile = resolve(
  import.meta.dirname,
  '../../../../src/renderer/control-room/palette/use-commands.ts',
);

type Item = MenuItemConstructorOptions;

function menuOf(change: Partial<Parameters<typeof menuTemplate>[0]> = {}) {
  const did: string[] = [];
  const template = menuTemplate({
    platform: 'linux',
    isPackaged: true,
    locale: 'en-IN',
    windows: [{ windowId: 'control-room', title: 'Street · UPI Simulator' }],
    onShow: (windowId) => did.push(`show ${windowId}`),
    onCommand: (id) => did.push(id),
    onOpenFolder: () => did.push('folder'),
    onAbout: () => did.push('about'),
    ...change,
  });
  const items = template.flatMap((menu) =>
    Array.isArray(menu.submenu) ? menu.submenu : [],
  ) as Item[];
  const press = (label: string): void => {
    const item = items.find((each) => each.label === label);
    if (!item?.click) throw new Error(`no item ${label}`);
    item.click(undefined as never, undefined as never, undefined as never);
  };
  return { template, items, did, press };
}

describe('the desktop menu', () => {
  test('every command of it is one that the palette knows', () => {
    const { items, did } = menuOf();
    for (const item of items) {
      item.click?.(undefined as never, undefined as never, undefined as never);
    }
    const palette = readFileSync(paletteFile, 'utf8');
    const commands = did.filter((id) => !/^show |^folder$|^about$/.test(id));
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.filter((id) => id !== 'palette' && !palette.includes(`'${id}'`))).toEqual([]);
  });

  test('finds windows again, opens the folder, and tells what it is', () => {
    const { press, did } = menuOf();
    press('Street · UPI Simulator');
    press('Open the data folder');
    press('About UPI Simulator');
    expect(did).toEqual(['show control-room', 'folder', 'about']);
  });

  test('no two keys are the same, and developer tools are not in a package', () => {
    const { items } = menuOf();
    const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
    expect(menuOf({ isPackaged: false }).items.some(({ role }) => role === 'toggleDevTools')).toBe(
      true,
    );
  });

  test('has an application menu on a Mac, and Quit elsewhere', () => {
    expect(menuOf({ platform: 'darwin' }).template[0]).toEqual({ role: 'appMenu' });
    expect(menuOf().items.some(({ role }) => role === 'quit')).toBe(true);
  });

  test('speaks Hindi where the system does', () => {
    const labels = (items: readonly Item[]) => items.flatMap(({ label }) => (label ? [label] : []));
    const { items, template } = menuOf({ locale: 'hi-IN', windows: [] });
    expect(labels([...template, ...items]).filter((label) => /[A-Za-z]{2}/.test(label))).toEqual(
      [],
    );
  });

  test('many windows do not make an endless menu', () => {
    const windows = Array.from({ length: 60 }, (_, index) => {
      return { windowId: `pos-${index}`, title: `Shop ${index}` };
    });
    const { items } = menuOf({ windows });
    expect(items.filter(({ label }) => label?.startsWith('Shop')).length).toBe(40);
  });
});
