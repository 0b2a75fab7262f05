import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, dialog, Menu, protocol, safeStorage, shell } from 'electron';
import { WRAPPING_KEY_VARIABLE } from '#bank/wrapping-key.ts';
import { type DataFolder, openDataFolder } from '#wire/data-folder.ts';
import { WireError } from '#wire/wire-error.ts';
import { type Desk, openDesk, PROGRAM_NAME, readVersion } from './desk.ts';
import { APP_SCHEME } from './electron/app-url.ts';
import { createDesktopControl } from './electron/desktop-control.ts';
import { createDesktopWindows, type DesktopWindows } from './electron/desktop-windows.ts';
import { createKeychain } from './electron/keychain.ts';
import { menuTemplate } from './electron/menu-template.ts';
import { guardNavigation } from './electron/navigation-guard.ts';
import { launchStressWindow } from './electron/stress-window.ts';
import { pinnedHosts, policyFor } from './electron/trusted-hosts.ts';
import type { Platform } from './electron/window-options.ts';
import { serveWindows } from './ipc.ts';
import { defaultDataFolder } from './launch/data-folder-default.ts';
import { DESKTOP_READY, DESKTOP_REFUSED } from './launch/desktop-messages.ts';
import { type LaunchOptions, parseLaunchOptions } from './launch/options.ts';
import { sentenceOf } from './launch/sentence.ts';

/** The desktop host, in the order things happen; each step has a file of its own. */
const root = app.getAppPath();
const platform = process.platform as Platform;
const STOP_WITHIN_MS = 15_000;
const report = (error: unknown): void => void process.stderr.write(`${sentenceOf(error)}\n`);

function readOptions(): LaunchOptions {
  return parseLaunchOptions(process.argv.slice(app.isPackaged ? 1 : 2), {
    defaultDataFolder: defaultDataFolder(process.platform, process.env, homedir()),
    allowUnknown: true,
  });
}

/** Undefined when a desktop on this folder is already running; its window has come forward. */
function takeFolder({ dataFolder }: LaunchOptions): DataFolder | undefined {
  let folder: DataFolder | undefined;
  let failure: unknown;
  try {
    folder = openDataFolder(dataFolder, PROGRAM_NAME);
  } catch (error) {
    const isInUse = error instanceof WireError && error.code === 'folder-in-use';
    if (!isInUse) throw error;
    failure = error;
  }
  // The lock is per user data folder, so there is one desktop for each data folder.
  app.setPath('userData', join(dataFolder, 'desktop'));
  if (!app.requestSingleInstanceLock()) return undefined;
  // Nobody answered for the folder, so another kind of program has it.
  if (!folder) throw failure;
  return folder;
}

/** One clear message, in the terminal and, for who started without one, in a box. */
function refuse(error: unknown): void {
  const message = sentenceOf(error);
  report(error);
  if (process.send) process.send(DESKTOP_REFUSED);
  else dialog.showErrorBox('UPI Simulator cannot start', message);
  app.exit(1);
}

function stopBeforeQuit(desk: Desk, windows: DesktopWindows): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    const timer = setTimeout(() => app.exit(1), STOP_WITHIN_MS);
    desk
      .close()
      .catch(report)
      .finally(() => {
        clearTimeout(timer);
        windows.closeAll();
        app.quit();
      });
  });
}

async function start(folder: DataFolder, options: LaunchOptions): Promise<void> {
  let windows: DesktopWindows | undefined;
  const shown = (): DesktopWindows => {
    if (!windows) throw new Error('The windows are not there yet.');
    return windows;
  };
  const files = { preloadFolder: join(root, 'out', 'preload'), isPackaged: app.isPackaged };
  const rules = {
    pagesFolder: join(root, 'out', 'renderer'),
    policy: policyFor(options.remoteBank),
    pinnedHosts: pinnedHosts(options),
  };
  const workers = {
    bank: pathToFileURL(join(import.meta.dirname, 'bank-worker.js')),
    terminals: pathToFileURL(join(import.meta.dirname, 'terminal-worker.js')),
    attacks: pathToFileURL(join(import.meta.dirname, 'lab-worker.js')),
  };
  const desk = await openDesk(folder, {
    launch: options,
    version: readVersion(root),
    reservedPorts: [],
    workers,
    keychain: createKeychain({
      ...{ storage: safeStorage, platform, paths: folder.paths, randomBytes },
      isWanted: options.keychain,
      isKeyInEnvironment: Boolean(process.env[WRAPPING_KEY_VARIABLE]),
    }),
    launchStress: launchStressWindow({ files, rules, workers }),
    createControl(registry) {
      windows = createDesktopWindows({
        ...{ files, platform, registry, rules },
        onUnexpected: report,
        onAllClosed: () => app.quit(),
      });
      return createDesktopControl(options.remoteBank, shown, () => desk.simulator);
    },
    onUnexpected: report,
  });
  const { simulator } = desk;
  serveWindows(shown().byContents, simulator.handle);
  const showMenu = (): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          platform,
          isPackaged: app.isPackaged,
          windows: shown().titles(),
          locale: app.getLocale(),
          onShow: shown().show,
          onCommand(id) {
            shown().showControlRoom();
            simulator.windows.sendTo('control-room', 'menu.command', { id });
          },
          onOpenFolder: () => void shell.openPath(folder.paths.folder),
          onAbout: () => app.showAboutPanel(),
        }),
      ),
    );
  simulator.windows.onChange(showMenu);
  showMenu();
  stopBeforeQuit(desk, shown());
  app.on('second-instance', () => shown().showControlRoom());
  app.on('activate', () => shown().showControlRoom());
  // Last, so that everything a window may ask for is there.
  shown().showControlRoom();
  process.send?.(DESKTOP_READY);
}

protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
]);
guardNavigation(app, shell, report);
try {
  const options = readOptions();
  app.setName('UPI Simulator');
  const folder = takeFolder(options);
  if (folder) {
    // Said by our own windows: the hidden one would keep this event from coming.
    app.on('window-all-closed', () => undefined);
    app
      .whenReady()
      .then(() => start(folder, options))
      .catch(refuse);
  } else {
    process.stdout.write('The simulator is already running here; its window comes forward.\n');
    process.send?.(DESKTOP_READY);
    app.exit(0);
  }
} catch (error) {
  refuse(error);
}
