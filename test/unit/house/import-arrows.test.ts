import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Proves that the linter's import arrows (biome.json) really stop a wrong import. */
const root = resolve(import.meta.dirname, '../../..');

const wrong: [from: string, to: string][] = [
  ['shared', '#bank/core.ts'],
  ['shared', '#wire/frames.ts'],
  ['shared', 'node:fs'],
  ['qr', '#bank/core.ts'],
  ['wire', '#bank/core.ts'],
  ['bank', '#terminal/terminal.ts'],
  ['bank', 'electron'],
  ['bank', 'react'],
  ['terminal', '#bank/core.ts'],
  ['stress', '#bank/core.ts'],
  ['stress', '#terminal/terminal.ts'],
  ['attacks', '#main/desk.ts'],
  ['attacks', '#stress/engine.ts'],
  ['attacks', 'electron'],
  ['bank', '#attacks/run-attack.ts'],
  ['terminal', '#attacks/run-attack.ts'],
  ['cli', '#attacks/run-attack.ts'],
  ['preload', '#bank/core.ts'],
  ['renderer/phone', '#bank/core.ts'],
  ['renderer/phone', '#wire/client.ts'],
  ['renderer/phone', '#stress/engine.ts'],
  ['renderer/phone', '../pos/main.tsx'],
  ['renderer/pos', 'electron'],
  ['renderer/control-room', '#main/browser.ts'],
  ['renderer/control-room', '#attacks/run-attack.ts'],
  ['renderer/stress', '#bank/core.ts'],
  ['main', '../renderer/bridge/create-browser-api.ts'],
  ['main/simulator', 'electron'],
  ['main/browser', 'electron'],
  ['main/launch', 'electron'],
];
const right: [from: string, to: string][] = [
  ['bank', '#shared/money.ts'],
  ['bank', '#wire/frames.ts'],
  ['terminal', '#qr/draw.ts'],
  ['renderer/phone', '#qr/decode.ts'],
  ['renderer/stress', '#stress/engine.ts'],
  ['cli', '#bank/core.ts'],
  ['attacks', '#bank/core.ts'],
  ['attacks', '#terminal/terminal.ts'],
  ['main', '#attacks/run-attack.ts'],
  ['renderer/control-room', '../attacks/page.ts'],
  ['main', '#terminal/terminal.ts'],
];

const probeFile = (from: string, to: string) =>
  `src/${from}/${to.replace(/[^a-z]/g, '-')}-probe.ts`;

describe('imports run one way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'import-arrows-'));
  let report = '';

  beforeAll(() => {
    cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    for (const [from, to] of [...wrong, ...right]) {
      const file = join(folder, probeFile(from, to));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `import * as x from '${to}';\nexport { x };\n`);
    }
    const run = spawnSync(
      join(root, 'node_modules/.bin/biome'),
      [
        'lint',
        '--vcs-enabled=false',
        '--only=style/noRestrictedImports',
        '--colors=off',
        '--max-diagnostics=none',
        '.',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    report = run.stdout + run.stderr;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(wrong)('src/%s may not import %s', (from, to) => {
    expect(report).toContain(`${probeFile(from, to)}:1`);
  });
  test.each(right)('src/%s may import %s', (from, to) => {
    expect(report).not.toContain(`${probeFile(from, to)}:1`);
  });
});
