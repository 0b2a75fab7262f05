import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ALPN_FRAMES, RPC_ERROR } from '#shared/protocol/json-rpc.ts';
import type { RpcHandler } from '#wire/rpc-server.ts';
import {
  callerOn,
  listenTo,
  makeFolder,
  makeTestAuthority,
  startTestServer,
  type TestAuthority,
  type TestServer,
} from './wire-support.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let authority: TestAuthority;
const servers: TestServer[] = [];
const sockets: Socket[] = [];

const start: typeof startTestServer = async (...args) => {
  const server = await startTestServer(...args);
  servers.push(server);
  return server;
};
const echo: RpcHandler = ({ params }) => params;

beforeAll(async () => {
  folder = await makeFolder();
  authority = await makeTestAuthority(folder.path);
});
afterAll(() => folder.remove());
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.listener.close()));
});

/** A TCP connection that never begins TLS. */
async function halfOpen(port: number): Promise<Socket> {
  const socket = connectTcp({ host: '127.0.0.1', port });
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function rawFrames(port: number): Promise<TLSSocket> {
  const socket = connectTls({
    host: '127.0.0.1',
    port,
    ca: authority.caPem,
    ALPNProtocols: [ALPN_FRAMES],
  });
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

/** Sends, and leaves every answer in the operating system's buffers. */
const writerThatNeverReads = {
  async frames(port: number): Promise<(text: string) => void> {
    const socket = await rawFrames(port);
    socket.pause();
    return (text) => socket.write(`${text}\n`);
  },
  async webSocket(port: number): Promise<(text: string) => void> {
    const webSocket = new WebSocket(`wss://127.0.0.1:${port}`, { ca: authority.caPem });
    webSocket.on('error', () => {});
    await once(webSocket, 'open');
    webSocket.pause();
    return (text) => webSocket.send(text);
  },
};

describe('opening', () => {
  test('2,000 half-open sockets push each other out, not a genuine client', async () => {
    const server = await start(authority, echo, { limits: { handshakesMax: 64 } });
    for (let count = 0; count < 2_000; count += 200) {
      await Promise.all(Array.from({ length: 200 }, () => halfOpen(server.listener.port)));
      const startedMs = performance.now();
      const caller = await callerOn(server.frames());
      expect(await caller.callRaw('echo', { count })).toEqual({ count });
      // Half the handshake timeout: nobody waits until the silent ones have timed out.
      expect(performance.now() - startedMs).toBeLessThan(5_000);
      caller.close();
    }
    expect(server.listener.handshakeCount).toBeLessThanOrEqual(64);
  });

  test.each(['TCP only', 'TLS, then no HTTP'])(
    'an opening that stalls is cut: %s',
    async (kind) => {
      const server = await start(authority, echo, { limits: { handshakeTimeoutMs: 200 } });
      const { port } = server.listener;
      const socket =
        kind === 'TCP only'
          ? await halfOpen(port)
          : connectTls({ host: '127.0.0.1', port, ca: authority.caPem });
      sockets.push(socket);
      socket.on('error', () => {});
      await once(socket.resume(), 'close');
      await vi.waitFor(() => expect(server.listener.handshakeCount).toBe(0));
    },
  );

  test('a connection that never says anything is closed', async () => {
    const server = await start(authority, echo, { limits: { firstMessageTimeoutMs: 100 } });
    const silent = listenTo(await server.frames());
    const silentWebSocket = listenTo(await server.webSocket());
    await Promise.all([silent.ended, silentWebSocket.ended]);
    expect(server.listener.connectionCount).toBe(0);
  });

  test('connections over the limit are dropped; the others go on', async () => {
    const server = await start(authority, echo, { limits: { connectionsMax: 2 } });
    const first = await callerOn(server.frames());
    const second = await callerOn(server.webSocket());
    await expect(server.frames()).rejects.toMatchObject({ code: RPC_ERROR.unreachable });
    expect(await first.callRaw('echo', { a: 1 })).toEqual({ a: 1 });
    first.close();
    second.close();
    await vi.waitFor(() => expect(server.listener.connectionCount).toBe(0));
    expect(await (await callerOn(server.frames())).callRaw('echo', {})).toEqual({});
  });

  test('plain HTTP is told what this port is for', async () => {
    const server = await start(authority, echo);
    const socket = connectTls({
      host: '127.0.0.1',
      port: server.listener.port,
      ca: authority.caPem,
    });
    sockets.push(socket);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(data.toString()).toMatch(/^HTTP\/1.1 426 /);
  });
});

describe('messages', () => {
  const noise = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37) & 255));

  test.each([
    ['a frame over 64 KiB', Buffer.from(`"${'x'.repeat(70_000)}"\n`)],
    ['64 KiB and no line end', Buffer.alloc(70_000, 'x')],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe, 0x0a])],
    ['noise with line ends', Buffer.concat(Array.from({ length: 400 }, () => noise))],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n'.repeat(200))],
  ])('over frames, %s ends that connection alone', async (_name, bytes) => {
    const server = await start(authority, echo);
    const other = await callerOn(server.frames());
    const socket = await rawFrames(server.listener.port);
    socket.write(bytes);
    await once(socket.resume(), 'close');
    expect(await other.callRaw('echo', { still: 'here' })).toEqual({ still: 'here' });
  });

  test('a half frame is waited for', async () => {
    const server = await start(authority, echo);
    const socket = await rawFrames(server.listener.port);
    const text = '{"jsonrpc":"2.0","id":1,"method":"echo","params":{"text":"नमस्ते"}}\n';
    for (const byte of Buffer.from(text)) socket.write(Buffer.of(byte));
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(JSON.parse(data.toString())).toMatchObject({ id: 1, result: { text: 'नमस्ते' } });
  });

  test('over WebSocket, a message over 64 KiB ends that connection alone', async () => {
    const server = await start(authority, echo);
    const other = await callerOn(server.webSocket());
    const connection = await server.webSocket();
    const { ended } = listenTo(connection);
    connection.send('x'.repeat(70_000));
    await ended;
    expect(await other.callRaw('echo', {})).toEqual({});
  });

  test.each(['frames', 'webSocket'] as const)(
    'over %s, 100 malformed messages end it',
    async (kind) => {
      const server = await start(authority, echo);
      const connection = await server[kind]();
      const heard = listenTo(connection);
      for (let count = 0; count < 100; count++) connection.send('{');
      for (let count = 0; count < 100; count++) {
        expect(await heard.next()).toMatchObject({ id: null, error: { code: RPC_ERROR.parse } });
      }
      await heard.ended;
    },
  );

  test('a batch is refused in one answer', async () => {
    const server = await start(authority, echo);
    const connection = await server.frames();
    const heard = listenTo(connection);
    connection.send('[{"jsonrpc":"2.0","id":1,"method":"echo"}]');
    expect(await heard.next()).toMatchObject({
      id: null,
      error: { code: RPC_ERROR.invalidRequest },
    });
    connection.close();
  });

  test('a notification is done and not answered', async () => {
    const seen: string[] = [];
    const server = await start(authority, ({ method }) => {
      seen.push(method);
      return {};
    });
    const connection = await server.frames();
    const heard = listenTo(connection);
    connection.send('{"jsonrpc":"2.0","method":"quiet"}');
    connection.send('{"jsonrpc":"2.0","id":"a","method":"asked"}');
    expect(await heard.next()).toMatchObject({ id: 'a' });
    expect(seen).toEqual(['quiet', 'asked']);
  });
});

describe('too much at once', () => {
  test('calls over the bound in flight are throttled, the others answered', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const handler: RpcHandler = async ({ params }) => {
      await held;
      return params;
    };
    const server = await start(authority, handler, { serve: { inFlightMax: 4 } });
    const caller = await callerOn(server.frames());
    const calls = Array.from({ length: 6 }, (_, index) => caller.callRaw('wait', { index }));
    await expect(calls[4]).rejects.toMatchObject({ code: RPC_ERROR.throttled });
    await expect(calls[5]).rejects.toMatchObject({ code: RPC_ERROR.throttled });
    release();
    expect(await Promise.all(calls.slice(0, 4))).toEqual([0, 1, 2, 3].map((index) => ({ index })));
  });

  test.each(['frames', 'webSocket'] as const)('a slow reader over %s is cut', async (kind) => {
    const page = { rows: 'x'.repeat(60_000) };
    const limits = { outgoingMaxBytes: 512 * 1_024 };
    const server = await start(authority, () => page, { limits });
    const other = await callerOn(server.frames());
    const send = await writerThatNeverReads[kind](server.listener.port);
    await vi.waitFor(() => expect(server.connections).toHaveLength(2));
    const serverSide = server.connections[1]!;
    for (let id = 0; id < 1_000; id++) {
      send(JSON.stringify({ jsonrpc: '2.0', id, method: 'page' }));
    }
    await vi.waitFor(() => expect(serverSide.isOpen).toBe(false), { timeout: 10_000 });
    expect(serverSide.bufferedBytes).toBe(0);
    expect(await other.callRaw('page', {})).toEqual(page);
  });
});
