import { describe, expect, test } from 'vitest';
import { parseLaunchOptions } from '#main/launch/options.ts';

/** What a command line comes to: the options, or what a person reads instead. */
function parse(words: readonly string[], allowUnknown = false) {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  try {
    return parseLaunchOptions(words, { defaultDataFolder: '/default', allowUnknown, write });
  } catch {
    return text;
  }
}

describe('launch options', () => {
  test('nothing given', () => {
    expect(parse([])).toEqual({
      host: 'auto',
      port: 5180,
      bankPort: 5000,
      dataFolder: '/default',
      open: true,
      keychain: true,
    });
  });

  test('a PostgreSQL database, for a bank of its own only', () => {
    expect(parse(['--store', 'postgres://bank@db/upisim'])).toMatchObject({
      storeUrl: 'postgres://bank@db/upisim',
    });
    const both = '--store postgres://bank@db/x --bank wss://192.168.1.5:5443 --ca ca.pem';
    expect(parse(both.split(' '))).toContain('has its own --store');
  });

  test('everything given', () => {
    const words =
      '--host browser --port 0 --bank-port 5010 --data /tmp/x --no-open --bank wss://192.168.1.5:5443 --ca ca.pem';
    expect(parse(words.split(' '))).toEqual({
      host: 'browser',
      port: 0,
      bankPort: 5010,
      dataFolder: '/tmp/x',
      open: false,
      keychain: true,
      remoteBank: { host: '192.168.1.5', port: 5443, caFile: 'ca.pem' },
    });
  });

  test.each([
    ['wss://bank.example', { host: 'bank.example', port: 5000 }],
    ['bank.example:6000', { host: 'bank.example', port: 6000 }],
    ['wss://[::1]:5000/', { host: '::1', port: 5000 }],
    ['tls://10.0.0.2:5001', { host: '10.0.0.2', port: 5001 }],
  ])('--bank %s', (bank, place) => {
    expect(parse(['--bank', bank, '--ca', 'x'])).toMatchObject({ remoteBank: place });
  });

  test('each bank elsewhere has a folder of its own unless one is named', () => {
    const words = ['--bank', 'wss://[::1]:5000', '--ca', 'x'];
    expect(parse(words)).toMatchObject({ dataFolder: '/default/at-__1-5000' });
    expect(parse([...words, '--data', '/mine'])).toMatchObject({ dataFolder: '/mine' });
  });

  test.each([
    [['--prot', '9'], "unknown option '--prot'"],
    [['--host', 'tablet'], "option '--host <host>' argument 'tablet' is invalid"],
    [['--port', 'x'], "option '--port <number>' argument 'x' is invalid"],
    [['--port', '65536'], 'whole number from 0 to 65535'],
    [['--port', '-1'], 'whole number from 0 to 65535'],
    [['--port', '1e3'], 'whole number from 0 to 65535'],
    [['--bank-port', '5000.5'], "option '--bank-port <number>'"],
    [['--data'], "option '--data <folder>' argument missing"],
    [['--bank', 'http://x', '--ca', 'y'], 'must look like wss://192.168.1.5:5000'],
    [['--bank', 'wss://user@x', '--ca', 'y'], 'must look like wss://'],
    [['--bank', 'wss://x/path', '--ca', 'y'], 'must look like wss://'],
    [['--bank', '', '--ca', 'y'], 'must look like wss://'],
    [['--bank', 'wss://x'], '--bank URL and --ca FILE belong together'],
    [['--ca', 'y'], '--bank URL and --ca FILE belong together'],
    [['stray'], 'too many arguments'],
  ])('%j is refused by name', (words, message) => {
    expect(parse(words)).toContain(message);
  });

  test('the help names every option', () => {
    const help = parse(['--help']);
    for (const name of ['host', 'port', 'bank-port', 'data', 'no-open', 'bank', 'ca']) {
      expect(help).toContain(`--${name}`);
    }
    expect(help).toContain('No real money');
  });

  test("inside Electron Chromium's own switches pass", () => {
    expect(parse(['--inspect=0', '--no-sandbox', '/app', '--data', '/x'], true)).toMatchObject({
      dataFolder: '/x',
    });
  });
});
