import { posix, win32 } from 'node:path';

/** Where the simulator keeps its data when `--data` does not say: the platform's usual place. */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'win32') {
    return win32.join(
      environment.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'),
      'UPI Simulator',
    );
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'UPI Simulator');
  }
  // XDG Base Directory Specification: a relative path must be ignored.
  const xdg = environment.XDG_DATA_HOME;
  const base = xdg?.startsWith('/') ? xdg : posix.join(home, '.local', 'share');
  return posix.join(base, 'upi-simulator');
}
