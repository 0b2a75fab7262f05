import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { parsePayOptions } from '../../../src/cli/pay/pay-options.ts';
import { parseTerminalOptions } from '../../../src/cli/terminal/terminal-options.ts';

const parsers = { terminal: parseTerminalOptions, pay: parsePayOptions };

/** What a command says when it does not run: its text and exit code. */
function refusal(command: keyof typeof parsers, words: string[]): { text: string; code: number } {
  let text = '';
  try {
    parsers[command](words, '/data', (part) => {
      text += part;
    });
  } catch (error) {
    if (error instanceof CommanderError) return { text, code: error.exitCode };
    throw error;
  }
  throw new Error('it was accepted');
}

const named = ['--name', 'X'];

test('what is not said has its default', () => {
  expect(parseTerminalOptions(named, '/data')).toEqual({
    name: 'X',
    port: 6001,
    openingBalance: 0,
    data: '/data',
    listen: '127.0.0.1',
    host: '127.0.0.1',
    qr: true,
    json: false,
  });
  expect(parsePayOptions(['ravi@upisim'], '/data')).toEqual({
    code: 'ravi@upisim',
    openingBalance: 1_000_000,
    data: '/data',
    json: false,
  });
});

test('amounts become paise, numbers ten digits, banks a host and a port', () => {
  const paid = ['a@b', '--amount', '12.5', '--mobile', '+91 98123-45670'];
  expect(parsePayOptions(paid, '')).toMatchObject({ amount: 1_250, mobile: '9812345670' });
  for (const [text, host, port] of [
    ['10.0.0.2:5001', '10.0.0.2', 5_001],
    ['wss://bank.local:7000', 'bank.local', 7_000],
    ['bank.local', 'bank.local', 5_000],
    ['[::1]:5002', '::1', 5_002],
  ]) {
    const options = parseTerminalOptions([...named, '--bank', String(text)], '');
    expect(options.bank).toEqual({ host, port });
  }
});

describe('a wrong command line is refused by name', () => {
  test.each<[keyof typeof parsers, string[], RegExp]>([
    ['terminal', ['--bogus'], /unknown option '--bogus'/],
    ['terminal', [], /'--name <name>' is needed/],
    ['terminal', ['--name', ' '], /'--name <name>' is needed/],
    ['terminal', ['--name'], /'--name <name>' argument missing/],
    ['terminal', [...named, '--port', 'x'], /'--port <number>'/],
    ['terminal', [...named, '--port', '0'], /'--port <number>'/],
    ['terminal', [...named, '--port', '65536'], /'--port <number>'/],
    ['terminal', [...named, '--port', '-1'], /'--port <number>'/],
    ['terminal', [...named, '--charge', '0'], /'--charge <rupees>'/],
    ['terminal', [...named, '--opening-balance', '1e3'], /'--opening-balance <rupees>'/],
    ['terminal', [...named, '--bank', 'http://x'], /'--bank <host:port>'/],
    ['terminal', [...named, '--bank', 'a b'], /'--bank <host:port>'/],
    ['terminal', [...named, '--bank', 'wss://u:p@x/'], /'--bank <host:port>'/],
    ['terminal', [...named, 'Y'], /too many arguments/],
    ['pay', ['VM00000000:6001', '--bogus'], /unknown option '--bogus'/],
    ['pay', [], /missing required argument 'code'/],
    ['pay', ['a@b', '--amount', '0.001'], /'--amount <rupees>'/],
    ['pay', ['a@b', '--amount', '0'], /'--amount <rupees>'/],
    ['pay', ['a@b', '--amount', '-5'], /'--amount <rupees>'/],
    ['pay', ['a@b', '--amount', '9007199254740993'], /'--amount <rupees>'/],
    ['pay', ['a@b', '--mobile', '12345'], /'--mobile <number>'/],
    ['pay', ['a@b', 'c@d'], /too many arguments/],
  ])('%s %j', (command, words, message) => {
    expect(refusal(command, words)).toMatchObject({
      text: expect.stringMatching(message),
      code: 1,
    });
  });

  test('help is no mistake and shows how', () => {
    for (const command of ['terminal', 'pay'] as const) {
      const { text, code } = refusal(command, ['--help']);
      expect(code).toBe(0);
      expect(text).toContain('Examples:');
    }
  });
});
