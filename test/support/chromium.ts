import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt-install.ts';

/**
 * Finds the Chromium that end-to-end tests drive: CHROMIUM_PATH, then the usual names on PATH.
 * Playwright's own download is not used, so that a test needs no more than the npm registry.
 */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Without these Chromium spends its start looking for hosts that a test machine cannot reach. */
export const CHROMIUM_FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return isExecutable(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @throws when there is no Chromium and none can be installed; says what to do. */
export function requireChromium(): string {
  const found = findChromium() ?? (aptInstall(['chromium']) ? findChromium() : undefined);
  if (found) return found;
  throw new Error(
    'No Chromium was found. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.',
  );
}
