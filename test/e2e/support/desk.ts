import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, requireChromium } from '../../support/chromium.ts';

/** The program as `npm start -- --host browser` runs it, on a folder of its own. */
export interface RunningDesk {
  /** One-time address of the control room. */
  readonly address: string;
  /** Everything the host printed. */
  readonly log: readonly string[];
  /** As Ctrl+C does; resolves with the exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../../..');

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'upi-e2e-'));
export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true });

const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => child.once('exit', (code) => done(code)));

interface Program {
  readonly words: readonly string[];
  /** What is printed once it is ready; its first group becomes the address. */
  readonly announces: RegExp;
  /** Limit of open files that it and what it starts live under; the machine's own when absent. */
  readonly openFilesMax?: number | undefined;
}

async function startProgram({ words, announces, openFilesMax }: Program): Promise<RunningDesk> {
  const [program, ...before] =
    openFilesMax === undefined
      ? [process.execPath]
      : ['/bin/sh', '-c', `ulimit -n ${openFilesMax} && exec "$0" "$@"`, process.execPath];
  const child = spawn(program, [...before, ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const address = await new Promise<string>((found, reject) => {
    const read = (line: string): void => {
      log.push(line);
      const match = announces.exec(line);
      if (match?.[1]) found(match[1]);
    };
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', read);
    child.once('exit', () => reject(new Error(`it ended:\n${log.join('\n')}`)));
  });
  return {
    address,
    log,
    stop() {
      child.kill('SIGTERM');
      return exitOf(child);
    },
    async kill() {
      child.kill('SIGKILL');
      await exitOf(child);
    },
  };
}

/**
 * @param pagePort the page's origin; a phone's keys belong to it, so a restart names the same
 * @param more further words of the command line
 */
export const startDesk = (
  folder: string,
  pagePort = 0,
  more: readonly string[] = [],
  openFilesMax?: number,
): Promise<RunningDesk> =>
  startProgram({
    words: [
      join(root, 'src/main/launch.ts'),
      ...['--host', 'browser', '--no-open', '--bank-port', '0'],
      ...['--port', String(pagePort), '--data', folder, ...more],
    ],
    announces: /^Control room: (\S+)/,
    openFilesMax,
  });

/** A bank without windows, as `npm run bank` runs it; the address is its port. */
export const startBank = (folder: string, port = 0): Promise<RunningDesk> =>
  startProgram({
    words: [join(root, 'src/cli/bank.ts'), '--data', folder, '--bank-port', String(port)],
    announces: /is open on .*, port (\d+)\./,
  });

const ACTION_MAX_MS = 30_000;

export interface BrowserOptions {
  /** Profile folder; keys and preferences live in it. */
  readonly profile: string;
  /** A Y4M file that the fake webcam plays; it may be written later, before the camera opens. */
  readonly webcamFile?: string;
  /** Whether the camera may be used; absent leaves Chromium's own answer (none connected). */
  readonly cameraPermission?: 'granted' | 'denied';
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  /** Part of a tab's title that the screen chooser picks by itself. */
  readonly capturesTab?: string;
}

/** Chromium with its pop-up blocker on: one click may open one window. */
export async function openBrowser(options: BrowserOptions): Promise<BrowserContext> {
  const { profile, webcamFile, cameraPermission, colorScheme = 'light', locale } = options;
  const capture = options.capturesTab
    ? [`--auto-select-tab-capture-source-by-title=${options.capturesTab}`]
    : [];
  const camera = webcamFile
    ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${webcamFile}`]
    : [];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS, ...camera, ...capture],
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: { width: 1280, height: 860 },
    colorScheme,
    reducedMotion: 'reduce',
    ...(locale ? { locale } : {}),
    ...(cameraPermission === 'granted' ? { permissions: ['camera'] } : {}),
  });
  // A press on what never comes ends long before the test does, and says what it waited for.
  context.setDefaultTimeout(ACTION_MAX_MS);
  return context;
}

/** A deep failure in a page is a failure of the test. */
export function collectPageErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('weberror', (event) => errors.push(String(event.error().stack)));
  return errors;
}

/** Presses "Open …" in the control room and waits for the window it opens. */
export async function openDevice(room: Page, name: string): Promise<Page> {
  const opening = room.context().waitForEvent('page');
  await room.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  const page = await opening;
  await page.waitForLoadState();
  return page;
}
