import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** One state of one window, once for each theme. */
interface Shot {
  readonly window: string;
  readonly state: string;
  readonly language: string;
  readonly files: readonly string[];
}

const THEMES = ['light', 'dark'] as const;

/** Pictures of windows on one page, in a folder that git ignores. */
export interface ContactSheet {
  take(page: Page, window: string, state: string): Promise<void>;
  language: string;
  readonly count: number;
  write(): string;
}

const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

export function createContactSheet(folder: string): ContactSheet {
  const shots: Shot[] = [];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sheet: ContactSheet = {
    language: 'en',
    get count() {
      return shots.length;
    },
    async take(page, window, state) {
      const { language } = sheet;
      const files: string[] = [];
      await page.evaluate(() => document.fonts.ready);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        const file = `${slug(window)}-${slug(state)}-${language}-${colorScheme}.png`;
        await page.screenshot({ path: join(folder, file) });
        files.push(file);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      shots.push({ window, state, language, files });
    },
    write() {
      const windows = [...new Set(shots.map((shot) => shot.window))];
      const rows = windows.map((window) => {
        const own = shots.filter((shot) => shot.window === window);
        const states = [...new Set(own.map((shot) => shot.state))];
        const row = (state: string): string => {
          const images = own
            .filter((shot) => shot.state === state)
            .flatMap(({ files }) => files)
            .map(
              (file) => `<a href="${file}"><img loading="lazy" src="${file}" alt="${file}"></a>`,
            );
          return `<tr><th>${state}</th><td>${images.join('')}</td></tr>`;
        };
        return `<h2>${window}</h2><table>${states.map(row).join('')}</table>`;
      });
      const path = join(folder, 'index.html');
      writeFileSync(
        path,
        `<!doctype html><meta charset="utf-8"><title>All states</title>
<style>body{font:15px system-ui;margin:24px}th{text-align:left;vertical-align:top;width:9em}img{height:420px;margin:4px}</style>
<h1>All states: light and dark, English and Hindi</h1>${rows.join('')}`,
      );
      return path;
    },
  };
  return sheet;
}
