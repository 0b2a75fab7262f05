import { join } from 'node:path';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import {
  type BrowserOptions,
  collectPageErrors,
  openBrowser,
  openDevice,
  type RunningDesk,
  removeFolder,
  startDesk,
  temporaryFolder,
} from './desk.ts';

/** A desk of its own with a browser, shared by the tests of one file. */
export interface Desk {
  readonly folder: string;
  /** The program's data folder. */
  readonly data: string;
  readonly desk: RunningDesk;
  readonly context: BrowserContext;
  readonly room: Page;
  /** Deep failures of any page; expect it to be empty at the end. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface Street extends Desk {
  readonly pos: Page;
  readonly phone: Page;
}

export type DeskOptions = Omit<BrowserOptions, 'profile' | 'webcamFile'> & {
  /** Words for the program; gets the folder that the desk will use. */
  readonly words?: readonly string[];
  readonly folder?: string;
  /** The fake webcam's film, beside the profile. */
  readonly webcam?: boolean;
  /** Limit of open files of the program. */
  readonly openFilesMax?: number;
};

export const webcamFileOf = (folder: string): string => join(folder, 'webcam.y4m');

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const { words = [], folder = temporaryFolder(), webcam, openFilesMax, ...browser } = options;
  const data = join(folder, 'data');
  const desk = await startDesk(data, 0, words, openFilesMax);
  const context = await openBrowser({
    profile: join(folder, 'profile'),
    ...(webcam ? { webcamFile: webcamFileOf(folder) } : {}),
    ...browser,
  });
  const errors = collectPageErrors(context);
  const room = context.pages()[0] ?? (await context.newPage());
  await room.goto(desk.address);
  return {
    folder,
    data,
    desk,
    context,
    room,
    errors,
    async close() {
      await context.close();
      await desk.stop();
      removeFolder(folder);
    },
  };
}

/** The demo's tea stall and customer, both windows open. */
export async function openStreet(options: DeskOptions = {}): Promise<Street> {
  const opened = await openDesk(options);
  const { room } = opened;
  await room
    .getByRole('button', { name: /^(?:Set up a demo|डेमो)/ })
    .first()
    .click();
  const pos = await openDevice(room, 'Tea stall');
  const phone = await openDevice(room, 'Demo user');
  await expect(phone.getByText('demouser@upisim')).toBeVisible({ timeout: 20_000 });
  return { ...opened, pos, phone };
}
