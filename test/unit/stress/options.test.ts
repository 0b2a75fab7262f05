import { describe, expect, test } from 'vitest';
import { fileLimitProblem } from '#stress/file-limit.ts';
import { parseStressOptions, StressOptionError } from '#stress/options.ts';
import { parseStressCommand } from '../../../src/cli/stress/stress-options.ts';

describe('options are refused by name with their range', () => {
  test.each([
    ['users', { users: 0 }, /from 1 to 200,000/],
    ['users', { users: -5 }, /from 1 to 200,000/],
    ['users', { users: 'many' }, /from 1 to 200,000/],
    ['users', { users: 10_000_000 }, /from 1 to 200,000/],
    ['users', { users: 1.5 }, /whole number/],
    ['users', { users: Number.NaN }, /from 1 to 200,000/],
    ['connections', { connections: 0 }, /from 1 to 20,000/],
    ['connections', { connections: 20_001 }, /from 1 to 20,000/],
    ['ratePerSecond', { ratePerSecond: 0 }, />=\s?1/],
    ['soakSeconds', { soakSeconds: 100_000 }, /from 1 to 86,400/],
    ['merchants', { merchants: 65 }, /from 1 to 64/],
    ['shape', { shape: 'round' }, /closed/],
    ['route', { route: 'pigeon' }, /direct/],
    ['mix', { mix: { success: 0 } }, /above 0/],
    ['mix.success', { mix: { success: -1 } }, />=\s?0/],
    ['options', { speed: 1 }, /speed/],
    ['options', null, /object/],
  ])('%s: %j', (name, input, range) => {
    expect(() => parseStressOptions(input)).toThrow(StressOptionError);
    expect(() => parseStressOptions(input)).toThrow(range);
    expect(() => parseStressOptions(input)).toThrow(new RegExp(`^${name}: `));
  });

  test('defaults are the original’s test: 10,000 users, 250 at once, three scenarios', () => {
    expect(parseStressOptions({})).toMatchObject({
      users: 10_000,
      concurrency: 250,
      mix: { success: 1, 'wrong-pin': 1, insufficient: 1 },
    });
  });

  test('more connections than users are cut to the users', () => {
    expect(parseStressOptions({ users: 10, connections: 500 }).connections).toBe(10);
  });
});

describe('the command line', () => {
  test.each([
    [['--users', '0'], /users/],
    [['--users=-3'], /users/],
    [['--users', 'ten'], /--users takes a whole number, not "ten"/],
    [['--users', '10000000'], /users.*200,000/],
    [['--connections', '0'], /connections/],
    [['--mix', 'success=much'], /--mix "success=much"/],
    [['--mix', 'bribe=1'], /--mix "bribe=1"/],
    [['--bank', 'nowhere'], /--bank must look like/],
    [['--bank', '127.0.0.1:5000'], /--ca FILE and --stress-key FILE/],
  ])('%j is refused', (words, complaint) => {
    expect(() => parseStressCommand(words)).toThrow(complaint);
  });

  test('words become options', () => {
    const { stress, out } = parseStressCommand([
      ...['--users', '50', '--shape', 'steady', '--rate', '200', '--mix', 'success=8,wrong-pin=2'],
      ...['--route', 'terminal', '--out', 'rows.json'],
    ]);
    expect(stress).toMatchObject({
      users: 50,
      connections: 50,
      shape: 'steady',
      ratePerSecond: 200,
      route: 'terminal',
      mix: { success: 8, 'wrong-pin': 2 },
    });
    expect(out).toBe('rows.json');
  });
});

describe('the limit of open files', () => {
  test('is found before the start, with the number needed and what would fit', () => {
    const problem = fileLimitProblem(10_000, 1_024);
    expect(problem).toMatchObject({ needed: 10_256, limit: 1_024, connectionsPossible: 768 });
    expect(problem?.advice).toContain('ulimit -n 10256');
    expect(problem?.advice).toContain('go on with 768 connections');
    expect(fileLimitProblem(problem?.connectionsPossible ?? 0, 1_024)).toBeUndefined();
  });

  test('says nothing where it fits', () => {
    expect(fileLimitProblem(768, 1_024)).toBeUndefined();
  });

  test('never advises less than one connection', () => {
    expect(fileLimitProblem(10, 100)?.connectionsPossible).toBe(1);
  });
});
