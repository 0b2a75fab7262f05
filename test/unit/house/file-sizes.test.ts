import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const LINES_MAX = 300;

test(`no source file is longer than ${LINES_MAX} lines`, () => {
  const files = execFileSync('git', ['ls-files', 'src', 'scripts'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.(?:ts|tsx|css)$/.test(file));
  const long = files
    .map((file) => ({ file, lines: readFileSync(resolve(root, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > LINES_MAX + 1);
  expect(long).toEqual([]);
});
