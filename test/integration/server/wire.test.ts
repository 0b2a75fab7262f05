import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { connectFrames } from '#wire/client.ts';
import { listen } from '#wire/listener.ts';
import { methodNotFound, type RpcHandler } from '#wire/rpc-server.ts';
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

const start: typeof startTestServer = async (...args) => {
  const server = await startTestServer(...args);
  servers.push(server);
  return server;
};

const echo: RpcHandler = ({ method, params }) => {
  if (method === 'echo') return params;
  if (method === 'refuse') throw new RpcError(RPC_ERROR.forbidden, 'No.', { detail: 'No.' });
  if (method === 'break') throw new Error('secret-in-a-message');
  throw methodNotFound();
};

beforeAll(async () => {
  folder = await makeFolder();
  authority = await makeTestAuthority(folder.path);
});
afterAll(() => folder.remove());
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.listener.close()));
});

describe("a client checks the server's certificate", () => {
  const open = async (caPem: string, servername?: string) => {
    const { port } = (await start(authority, echo)).listener;
    const named = servername === undefined ? {} : { servername };
    const connection = await connectFrames({ host: '127.0.0.1', port, caPem, ...named });
    connection.close();
    return connection.kind;
  };
  test('and takes the address and the names that it is for', async () => {
    expect(await open(authority.caPem)).toBe('frames');
    expect(await open(authority.caPem, 'localhost')).toBe('frames');
  });
  test.each(['bank.example', 'localhost.example', '127.0.0.1.example'])(
    'and refuses it for the name %s',
    async (name) => {
      await expect(open(authority.caPem, name)).rejects.toThrow('is for another address');
    },
  );
  test('and refuses another authority, also right after a good one', async () => {
    const other = await makeFolder();
    const { caPem } = await makeTestAuthority(other.path);
    expect(await open(authority.caPem)).toBe('frames');
    await expect(open(caPem)).rejects.toThrow('not from the expected authority');
    expect(await open(authority.caPem)).toBe('frames');
    await other.remove();
  });
});

describe.each(['frames', 'webSocket'] as const)('JSON-RPC over %s', (kind) => {
  test('answers, refuses, and keeps its own errors to itself', async () => {
    const server = await start(authority, echo);
    const caller = await callerOn(server[kind]());
    expect(await caller.callRaw('echo', { text: 'नमस्ते 🙏' })).toEqual({ text: 'नमस्ते 🙏' });
    await expect(caller.callRaw('refuse', {})).rejects.toMatchObject({
      code: RPC_ERROR.forbidden,
      data: { detail: 'No.' },
    });
    const broken = await caller.callRaw('break', {}).catch((error: unknown) => error);
    expect(broken).toMatchObject({ code: RPC_ERROR.internal });
    expect(JSON.stringify(broken)).not.toContain('secret');
    const logged = JSON.stringify(server.logger.recent());
    expect(logged).toContain('call failed');
    expect(logged).not.toContain('secret-in-a-message');
    await expect(caller.callRaw('nope', {})).rejects.toMatchObject({
      code: RPC_ERROR.methodNotFound,
    });
    caller.close();
  });

  test('a server that stops ends the connection and the caller hears it', async () => {
    const server = await start(authority, echo);
    const connection = await server[kind]();
    const { ended } = listenTo(connection);
    await server.listener.close();
    await ended;
    expect(connection.isOpen).toBe(false);
  });
});

test('a taken port is a clear error', async () => {
  const server = await start(authority, echo);
  const second = listen({
    host: '127.0.0.1',
    port: server.listener.port,
    certificate: authority.certificate,
    onConnection: () => {},
  });
  await expect(second).rejects.toMatchObject({ name: 'WireError', code: 'port-taken' });
});
