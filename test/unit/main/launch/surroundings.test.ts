import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildState } from '#main/launch/build-state.ts';
import { defaultDataFolder } from '#main/launch/data-folder-default.ts';
import { desktopObstacle, hasDisplay } from '#main/launch/display.ts';
import { fetchFailure, findElectron } from '#main/launch/electron-binary.ts';
import { nodeVersionProblem } from '#main/launch/node-version.ts';
import { runProgram } from '#main/launch/run-program.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'launch-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(name: string, ageSeconds: number): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, name);
  const time = Date.now() / 1_000 - ageSeconds;
  utimesSync(path, time, time);
}

describe('Node', () => {
  test.each(['v24.0.0', 'v24.21.0', 'v26.1.0'])('%s will do', (version) => {
    expect(nodeVersionProblem(version)).toBeUndefined();
  });
  test.each(['v22.18.0', 'v20.19.0', 'v8.0.0', 'nonsense'])('%s says what to do', (version) => {
    const problem = nodeVersionProblem(version) ?? '';
    expect(problem.includes('npm start') || version === 'nonsense').toBe(true);
  });
});

describe('data folder', () => {
  test.each([
    ['linux', {}, '/home/a/.local/share/upi-simulator'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/upi-simulator'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/a/.local/share/upi-simulator'],
    ['darwin', {}, '/home/a/Library/Application Support/UPI Simulator'],
    ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Local\\UPI Simulator'],
  ] as const)('%s with %j', (platform, environment, folder) => {
    expect(defaultDataFolder(platform, environment, '/home/a')).toBe(folder);
  });
});

describe('display', () => {
  test('a Linux machine has one when X or Wayland says so', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });
  test('what keeps the desktop from starting', () => {
    expect(desktopObstacle('linux', {}, 1000)).toBe('there is no display');
    expect(desktopObstacle('linux', { DISPLAY: ':0' }, 0)).toContain('as root');
    expect(desktopObstacle('linux', { DISPLAY: ':0' }, 1000)).toBeUndefined();
    expect(desktopObstacle('win32', {}, undefined)).toBeUndefined();
  });
});

describe("Electron's program", () => {
  test('is found only when it is really there', () => {
    expect(findElectron(root, {})).toBeUndefined();
    put('node_modules/electron/path.txt', 0);
    writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
    expect(findElectron(root, {})).toBeUndefined();
    put('node_modules/electron/dist/electron', 0);
    expect(findElectron(root, {})).toBe(join(root, 'node_modules/electron/dist/electron'));
  });
  test('may be somewhere else', () => {
    put('elsewhere/electron', 0);
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') };
    expect(findElectron(root, environment)).toBe(join(root, 'elsewhere', 'electron'));
  });
  test.each([
    [{ isTimeout: true, output: '' }, 'the download took longer than 60 s'],
    [{ isTimeout: false, output: 'getaddrinfo ENOTFOUND' }, 'cannot be found from here'],
    [{ isTimeout: false, output: 'TypeError: fetch failed' }, 'cannot be reached'],
    [{ isTimeout: false, output: 'connect ETIMEDOUT' }, 'does not answer'],
    [{ isTimeout: false, output: 'HTTPError: 403' }, 'refused'],
    [{ isTimeout: false, output: 'unable to verify the first certificate' }, 'not trusted'],
    [{ isTimeout: false, output: 'ENOSPC: no space' }, 'the disk is full'],
    [{ isTimeout: false, output: 'EACCES: permission denied' }, 'cannot be written'],
    [{ isTimeout: false, output: 'boom' }, 'the download failed'],
  ])('why it could not be fetched: %j', (outcome, reason) => {
    const said = fetchFailure(outcome);
    expect(said).toContain(reason);
    expect(said).not.toContain('\n');
  });
});

describe('the built windows', () => {
  test('are missing, fresh, or older than their sources', () => {
    put('src/renderer/phone/main.tsx', 100);
    put('src/bank/core.ts', 100);
    expect(buildState(root, 'browser')).toBe('missing');
    put('out/renderer/control-room/index.html', 50);
    expect(buildState(root, 'browser')).toBe('fresh');
    expect(buildState(root, 'desktop')).toBe('missing');
    put('out/main/electron.js', 50);
    expect(buildState(root, 'desktop')).toBe('fresh');
    put('src/bank/core.ts', 10);
    expect(buildState(root, 'browser')).toBe('fresh');
    expect(buildState(root, 'desktop')).toBe('stale');
    put('src/renderer/phone/deep/new.tsx', 10);
    expect(buildState(root, 'browser')).toBe('stale');
  });
});

describe('programs of our own', () => {
  const run = (code: string, timeoutMs = 20_000) =>
    runProgram(process.execPath, ['-e', code], { folder: root, timeoutMs });

  test('end with their status and the end of what they wrote', async () => {
    const outcome = await run('console.log("x".repeat(50000) + "end"); process.exit(3)');
    expect(outcome).toMatchObject({ status: 3, isTimeout: false });
    expect(outcome.output.trimEnd().endsWith('end')).toBe(true);
    expect(outcome.output.length).toBeLessThanOrEqual(16_384);
  });
  test('are ended when they take too long', async () => {
    expect(await run('setInterval(() => {}, 1000)', 200)).toMatchObject({
      status: undefined,
      isTimeout: true,
    });
  });
  test('that do not exist say so', async () => {
    const outcome = await runProgram('no-such-program-here', [], {
      folder: root,
      timeoutMs: 5_000,
    });
    expect(outcome).toMatchObject({ status: undefined, isTimeout: false });
    expect(outcome.output).toContain('ENOENT');
  });
});
