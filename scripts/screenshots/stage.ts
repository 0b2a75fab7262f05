import { join } from 'node:path';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { openBrowser, type RunningDesk, startDesk } from '../../test/e2e/support/desk.ts';
import { labels, pattern, type Say } from './labels.ts';
import type { ContactSheet } from './sheet.ts';

/** A fresh desk in one language, its windows, and their words. */
export interface Stage {
  readonly desk: RunningDesk;
  readonly context: BrowserContext;
  readonly room: Page;
  readonly sheet: ContactSheet;
  readonly roomSays: Say;
  readonly phoneSays: Say;
  readonly posSays: Say;
  /** Opens the device's window in the size of the device. */
  open(name: string, size: Size): Promise<Page>;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const PHONE: Size = { width: 410, height: 864 };
export const POS: Size = { width: 480, height: 884 };

export async function openStage(
  folder: string,
  language: 'en' | 'hi',
  sheet: ContactSheet,
): Promise<Stage> {
  sheet.language = language;
  const desk = await startDesk(join(folder, 'data'));
  const context = await openBrowser({
    profile: join(folder, 'profile'),
    locale: language === 'hi' ? 'hi-IN' : 'en-IN',
  });
  const room = context.pages()[0] ?? (await context.newPage());
  await room.goto(desk.address);
  const roomSays = labels('control-room', language);
  return {
    desk,
    context,
    room,
    sheet,
    roomSays,
    phoneSays: labels('phone', language),
    posSays: labels('pos', language),
    async open(name, size) {
      const opening = context.waitForEvent('page');
      await button(room, roomSays('Open {name}').replace('{name}', name)).click();
      const page = await opening;
      await page.setViewportSize(size);
      return page;
    },
  };
}

/** A button by its whole name. */
export const button = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first();

/** A button by a text with params. */
export const buttonLike = (page: Page, name: string) =>
  page.getByRole('button', { name: pattern(name) }).first();

export async function keys(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await button(page, digit).click();
}

export async function source(phone: Page, name: string): Promise<void> {
  await phone.getByRole('radio', { name }).locator('..').click();
}

export const seen = (page: Page, text: string): Promise<void> =>
  expect(page.getByText(pattern(text)).first()).toBeVisible({ timeout: 30_000 });
