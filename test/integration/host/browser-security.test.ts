import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createBrowserApi } from '../../../src/renderer/bridge/create-browser-api.ts';
import { openTestHost, type TestHost } from './test-host.ts';

/** The browser host against everything a hostile page or program on this machine can send. */
let desk: TestHost;
beforeAll(async () => {
  desk = await openTestHost();
});
afterAll(() => desk.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `path` goes out as it is: a browser's or `fetch`'s tidying up must not help the server. */
const send = (
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { host, port } = { host: '127.0.0.1', port: desk.host.port };
    const headers = { host: `localhost:${port}`, ...options.headers };
    const outgoing = request(
      { host, port, path, method: options.method ?? 'GET', headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });

const exchange = (ticket: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  send('/session', {
    method: 'POST',
    headers: { origin: desk.origin, 'content-type': 'application/json', ...headers },
    body: typeof ticket === 'string' ? JSON.stringify({ ticket }) : JSON.stringify(ticket),
  });

const newTicket = (): string =>
  new URLSearchParams(new URL(desk.host.newControlRoomAddress()).hash.slice(1)).get('ticket') ?? '';

const newToken = async (): Promise<string> => JSON.parse((await exchange(newTicket())).body).token;

/** Opens a socket and answers how it ended, or `open` when it did not. */
function socketEnd(
  path: string,
  options: { headers?: Record<string, string>; first?: string | Buffer } = {},
): Promise<{ readonly status?: number; readonly code?: number; readonly text?: string }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${desk.host.port}${path}`, {
      headers: { host: `localhost:${desk.host.port}`, origin: desk.origin, ...options.headers },
    });
    socket.on('unexpected-response', (outgoing, response) => {
      outgoing.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    socket.on('error', () => undefined);
    socket.on('open', () => options.first !== undefined && socket.send(options.first));
    socket.on('message', (data) => {
      resolve({ text: String(data) });
      socket.terminate();
    });
    socket.on('close', (code) => resolve({ code }));
  });
}

describe('pages', () => {
  test.each(['control-room', 'phone', 'pos'])('%s comes with its strict policy', async (kind) => {
    const answer = await send(`/${kind}/`);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`<title>${kind}</title>`);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('the root leads to the control room, where the fragment goes along', async () => {
    const answer = await send('/');
    expect([answer.status, answer.headers.location]).toEqual([302, '/control-room/']);
  });

  test('hashed assets are kept by the browser, pages are asked for again', async () => {
    expect((await send('/assets/main-1234.js')).headers['cache-control']).toContain('immutable');
    expect((await send('/phone/')).headers['cache-control']).toBe('no-cache');
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/phone/../../secret.txt',
    '/phone/%2e%2e/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/phone/index.html%00',
    '/%',
    '//etc/passwd',
    '/etc/passwd',
    '/.env',
    '/missing',
    '//',
    '///',
    '//[',
  ])('%s finds nothing', async (path) => {
    const answer = await send(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each(['*', 'http://localhost/phone/', 'http://[', 'evil.example:443'])(
    '%s is no path of a page',
    async (path) => {
      expect((await send(path)).status).toBe(400);
    },
  );

  test.each(['PUT', 'DELETE', 'OPTIONS', 'POST'])('%s of a page is refused', async (method) => {
    expect((await send('/phone/', { method })).status).toBe(405);
  });
});

describe('who may ask', () => {
  test.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1', ''])(
    'Host %j, as after DNS rebinding, gets nothing',
    async (host) => {
      const answer = await send('/phone/', { headers: { host } });
      expect([400, 421]).toContain(answer.status);
      expect(answer.body).not.toContain('<title>phone</title>');
    },
  );

  test.each(['http://evil.example', 'null', 'http://localhost:1', 'https://localhost'])(
    'a ticket from a page of %s is not exchanged',
    async (origin) => {
      const ticket = newTicket();
      expect((await exchange(ticket, { origin })).status).toBe(403);
      // The attempt did not use it up either.
      expect((await exchange(ticket)).status).toBe(200);
    },
  );

  test('a ticket cannot be exchanged by a plain navigation', async () => {
    expect((await send('/session')).status).toBe(403);
  });
});

describe('tickets and tokens', () => {
  test.each(['//', '//[/api'])('a socket for %s is refused', async (path) => {
    expect([400, 401]).toContain((await socketEnd(path)).status);
  });

  test('a launch ticket works once', async () => {
    const ticket = newTicket();
    const first = await exchange(ticket);
    expect(JSON.parse(first.body)).toMatchObject({ role: 'control-room', deviceId: '' });
    expect((await exchange(ticket)).status).toBe(403);
  });

  test.each([
    '',
    'x',
    'A'.repeat(43),
    'A'.repeat(100_000),
    { ticket: 7 },
    { ticket: ['A'.repeat(43)] },
    { ticket: 'A'.repeat(43), role: 'control-room' },
    [],
    null,
  ])('made-up ticket %#', async (ticket) => {
    expect([400, 403]).toContain((await exchange(ticket)).status);
  });

  test.each<[string, string | Buffer]>([
    ['nothing JSON', 'hello'],
    ['no token', '{}'],
    ['an unknown token', JSON.stringify({ token: 'A'.repeat(43) })],
    ['a ticket in its place', ''],
    ['more than a token', JSON.stringify({ token: 'A'.repeat(43), role: 'control-room' })],
    ['binary noise', Buffer.from([0, 255, 1, 254])],
  ])('/api with %s ends as unknown', async (_name, first) => {
    const text = first === '' ? JSON.stringify({ token: newTicket() }) : first;
    expect(await socketEnd('/api', { first: text })).toEqual({ code: 4401 });
  });

  test.each<[string, Record<string, string>]>([
    ['a foreign Origin', { origin: 'http://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['a rebound Host', { host: 'evil.example' }],
  ])(
    '/api with a good token but %s is refused before a message is read',
    async (_name, headers) => {
      const first = JSON.stringify({ token: await newToken() });
      expect(await socketEnd('/api', { headers, first })).toEqual({ status: 403 });
      expect((await socketEnd('/api', { first })).text).toContain('"welcome"');
    },
  );

  test('noise after the hello ends the connection', async () => {
    const token = await newToken();
    const codes: number[] = [];
    for (const noise of ['[]', '{"id":-1,"name":"host.info"}', 'x', Buffer.from([1, 2])]) {
      codes.push(
        await new Promise((resolve) => {
          const socket = new WebSocket(`ws://127.0.0.1:${desk.host.port}/api`, {
            headers: { host: `localhost:${desk.host.port}`, origin: desk.origin },
          });
          socket.on('open', () => socket.send(JSON.stringify({ token })));
          socket.once('message', () => socket.send(noise));
          socket.on('close', resolve);
        }),
      );
    }
    expect(codes).toEqual([1008, 1008, 1008, 1008]);
  });

  test('a message over the bound ends the connection, others go on', async () => {
    const token = await newToken();
    const huge = JSON.stringify({ id: 1, name: 'host.info', params: { x: 'x'.repeat(8_200_000) } });
    const code = await new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${desk.host.port}/api`, {
        headers: { host: `localhost:${desk.host.port}`, origin: desk.origin },
      });
      socket.on('error', () => undefined);
      socket.on('open', () => socket.send(JSON.stringify({ token })));
      socket.once('message', () => socket.send(huge));
      socket.on('close', resolve);
    });
    expect([1006, 1009]).toContain(code);
    expect((await socketEnd('/api', { first: JSON.stringify({ token }) })).text).toContain(
      'welcome',
    );
  });
});

describe('the wire over the page', () => {
  test.each(['/bank', '/terminal/VM7K2M9Q4T', '/bank?token=', `/bank?token=${'A'.repeat(43)}`])(
    '%s without a token is refused',
    async (path) => {
      expect(await socketEnd(path)).toEqual({ status: 401 });
    },
  );

  test("a window's own token is no wire token, and a control room gets none", async () => {
    const token = await newToken();
    expect(await socketEnd(`/bank?token=${token}`)).toEqual({ status: 401 });
  });
});

describe('reload and duplicates', () => {
  test('a reloaded window goes on with its token; a used address alone does not', async () => {
    const address = desk.host.newControlRoomAddress();
    const storage = new Map<string, string>();
    await createBrowserApi(desk.page(address, storage));
    const again = await createBrowserApi(desk.page(desk.origin, storage));
    expect((await again.call('host.info', {})).role).toBe('control-room');
    await expect(createBrowserApi(desk.page(address))).rejects.toMatchObject({
      problem: { code: 'forbidden' },
    });
    await expect(createBrowserApi(desk.page(desk.origin))).rejects.toMatchObject({
      problem: { code: 'forbidden', message: expect.stringContaining('without its link') },
    });
  });

  test('a duplicated tab takes the place of the first', async () => {
    const storage = new Map<string, string>();
    const first = desk.page(desk.host.newControlRoomAddress(), storage);
    const api = await createBrowserApi(first);
    const told = new Promise((resolve) => {
      api.on('host.changed', (info) => info.bank.state === 'failed' && resolve(info.bank.problem));
    });
    const second = await createBrowserApi(desk.page(desk.origin, new Map(storage)));
    expect(await told).toContain('open in another window');
    expect((await second.call('host.info', {})).host).toBe('browser');
    await expect(api.call('host.info', {})).rejects.toMatchObject({
      problem: { code: 'host-unreachable' },
    });
  });
});
