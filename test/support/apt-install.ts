import { spawnSync } from 'node:child_process';

const WITHIN_MS = 240_000;

/** Installs Debian packages when this is root on such a system; false when that cannot be done. */
export function aptInstall(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[],
    timeout: WITHIN_MS,
  };
  const update = spawnSync('apt-get', ['update', '-qq'], options);
  if (update.status !== 0) return false;
  const words = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  return spawnSync('apt-get', words, options).status === 0;
}
