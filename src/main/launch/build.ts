import { join } from 'node:path';
import { type BuildState, buildState } from './build-state.ts';
import { runProgram } from './run-program.ts';

const BUILD_WITHIN_MS = 300_000;

/**
 * Builds the windows when they are missing or older than their sources; says so.
 * @throws Error with the end of the build's own output
 */
export async function buildWhenNeeded(
  root: string,
  host: 'desktop' | 'browser',
  say: (text: string) => void,
): Promise<BuildState> {
  const state = buildState(root, host);
  if (state === 'fresh') return state;
  say(
    state === 'missing'
      ? 'Building the windows for the first time (about half a minute) ...'
      : 'Sources are newer than the built windows: building again ...',
  );
  const command = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const outcome = await runProgram(process.execPath, [command, 'build', '--logLevel', 'warn'], {
    folder: root,
    timeoutMs: BUILD_WITHIN_MS,
    onWait: (elapsedMs) => say(`  still building, ${Math.round(elapsedMs / 1_000)} s`),
  });
  if (outcome.status !== 0) {
    const why = outcome.isTimeout ? 'it took longer than five minutes' : outcome.output.trim();
    throw new Error(
      `The windows could not be built: ${why}\nTry "npm ci" and then "npm run build".`,
    );
  }
  return state;
}
