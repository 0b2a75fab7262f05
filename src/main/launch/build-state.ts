import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Whether `out/` is missing or older than what it is built from. A few hundred `stat`s. */
const SOURCES = [
  'src/renderer',
  'src/shared',
  'src/qr',
  'src/preload',
  'electron.vite.config.ts',
  'package-lock.json',
];
const DESKTOP_SOURCES = ['src/main', 'src/bank', 'src/terminal', 'src/wire'];
const BUILT = 'out/renderer/control-room/index.html';
const BUILT_DESKTOP = 'out/main/electron.js';

function newestMs(path: string): number {
  if (!existsSync(path)) return 0;
  const state = statSync(path);
  if (!state.isDirectory()) return state.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestMs(join(path, name))),
    0,
  );
}

export type BuildState = 'fresh' | 'missing' | 'stale';

export function buildState(root: string, host: 'desktop' | 'browser'): BuildState {
  const built = [BUILT, ...(host === 'desktop' ? [BUILT_DESKTOP] : [])].map((each) =>
    join(root, each),
  );
  if (!built.every((path) => existsSync(path))) return 'missing';
  const builtMs = Math.min(...built.map((path) => statSync(path).mtimeMs));
  const sources = host === 'desktop' ? [...SOURCES, ...DESKTOP_SOURCES] : SOURCES;
  return sources.some((source) => newestMs(join(root, source)) > builtMs) ? 'stale' : 'fresh';
}
