import { spawn } from 'node:child_process';
import { DESKTOP_READY, DESKTOP_REFUSED } from './desktop-messages.ts';

/** How the desktop ended: quit by its user, or gone before it was ready. */
export type DesktopEnd =
  | { readonly kind: 'quit' }
  | { readonly kind: 'failed'; readonly reason: string };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Electron started from a tool that set this runs as plain Node and opens nothing. */
function desktopEnvironment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env;
  return environment;
}

export function runDesktopHost(
  root: string,
  electronPath: string,
  words: readonly string[],
): Promise<DesktopEnd> {
  return new Promise((resolve) => {
    const child = spawn(electronPath, [root, ...words], {
      cwd: root,
      env: desktopEnvironment(),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let wasReady = false;
    let wasRefused = false;
    child.on('message', (message) => {
      wasReady ||= message === DESKTOP_READY;
      wasRefused ||= message === DESKTOP_REFUSED;
    });
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, forward);
    const finish = (end: DesktopEnd): void => {
      for (const signal of SIGNALS) process.off(signal, forward);
      resolve(end);
    };
    child.once('error', (error) => finish({ kind: 'failed', reason: error.message }));
    child.once('exit', (code, signal) => {
      if (wasRefused || (wasReady && code !== 0)) process.exitCode = 1;
      if (wasReady || wasRefused || code === 0) finish({ kind: 'quit' });
      else finish({ kind: 'failed', reason: `Electron ended with ${signal ?? `code ${code}`}` });
    });
  });
}
