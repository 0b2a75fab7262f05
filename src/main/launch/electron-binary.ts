import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

/** Electron's program itself does not come with `npm ci`; it is fetched on first use. */
const FETCH_WITHIN_MS = 60_000;

/** Path of the program, or undefined when it has not been fetched (yet). */
export function findElectron(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const path = override ? join(override, name ?? 'electron') : name && join(folder, 'dist', name);
  return path && existsSync(path) ? path : undefined;
}

const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'its download server cannot be found from here'],
  [
    /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|fetch failed/,
    'its download server cannot be reached',
  ],
  [/ETIMEDOUT|timed? ?out/i, 'its download server does not answer'],
  [/certificate|CERT_/i, "its download server's certificate is not trusted here"],
  [/\b40[0-9]\b|\b50[0-9]\b|HTTPError/, 'its download server refused'],
  [/ENOSPC/, 'the disk is full'],
  [/EACCES|EPERM|EROFS/, 'node_modules cannot be written'],
];

export function fetchFailure(outcome: {
  readonly isTimeout: boolean;
  readonly output: string;
}): string {
  if (outcome.isTimeout) return `the download took longer than ${FETCH_WITHIN_MS / 1_000} s`;
  const known = REASONS.find(([pattern]) => pattern.test(outcome.output));
  return known ? known[1] : 'the download failed';
}

/** Fetches the program, bounded and with progress. Answers its path or why there is none. */
export async function fetchElectron(
  root: string,
  say: (text: string) => void,
): Promise<{ readonly path: string } | { readonly reason: string }> {
  say('Fetching Electron, once (about 120 MB, at most a minute) ...');
  const outcome = await runProgram(
    process.execPath,
    [join(root, 'node_modules', 'electron', 'install.js')],
    {
      folder: root,
      timeoutMs: FETCH_WITHIN_MS,
      onWait: (elapsedMs) => say(`  still fetching, ${Math.round(elapsedMs / 1_000)} s`),
    },
  );
  const path = findElectron(root, process.env);
  return path ? { path } : { reason: fetchFailure(outcome) };
}
