import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { MAX_FRAME_BYTES, RPC_ERROR } from '#shared/protocol/json-rpc.ts';
import { connectWebSocket } from '#wire/client.ts';
import type { Connection } from '#wire/connection.ts';
import { proxyConnection } from '#wire/proxy.ts';
import { createWebSocketAcceptor } from '#wire/websocket-acceptor.ts';
import {
  listenTo,
  makeFolder,
  makeTestAuthority,
  startTestServer,
  type TestAuthority,
  type TestServer,
} from './wire-support.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let authority: TestAuthority;
let bank: TestServer;
let host: Server;
let connect: () => Promise<Connection>;
beforeAll(async () => {
  folder = await makeFolder();
  authority = await makeTestAuthority(folder.path);
});
afterAll(() => folder.remove());

/** A plain HTTP server as the browser host's, that joins its WebSockets to the bank's frames. */
beforeEach(async () => {
  bank = await startTestServer(authority, ({ params }) => params);
  connect = bank.frames;
  const limits = { incomingMaxBytes: MAX_FRAME_BYTES, outgoingMaxBytes: 1_024 * 1_024 };
  const acceptor = createWebSocketAcceptor(limits);
  host = createServer();
  host.on('upgrade', (request, socket, head) =>
    acceptor.accept(request, socket, head, (page) => proxyConnection(page, connect)),
  );
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await bank.listener.close();
  host.closeAllConnections();
  await new Promise((resolve) => host.close(resolve));
});

const page = (): Promise<Connection> =>
  connectWebSocket({ url: `ws://127.0.0.1:${(host.address() as AddressInfo).port}/bank` });

test('messages pass both ways, in order, also those sent before the other side is open', async () => {
  const caller = createRpcCaller(await page());
  const calls = Array.from({ length: 50 }, (_, index) => caller.callRaw('echo', { index }));
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 50 }, (_, index) => ({ index })));
  caller.close();
  await vi.waitFor(() => expect(bank.listener.connectionCount).toBe(0));
});

test('when the bank ends, so does the page', async () => {
  const connection = await page();
  const { ended } = listenTo(connection);
  const caller = createRpcCaller(await page());
  await caller.callRaw('echo', {});
  await bank.listener.close();
  await ended;
  await expect(caller.callRaw('echo', {})).rejects.toMatchObject({ code: RPC_ERROR.unreachable });
});

test('a bank that cannot be reached ends the page with a reason', async () => {
  connect = () => Promise.reject(new Error('gone'));
  const { ended } = listenTo(await page());
  await ended;
});

test('a page that leaves before the bank is open leaves nothing behind', async () => {
  let open = (_connection: Connection): void => {};
  connect = () => new Promise((resolve) => (open = resolve));
  const connection = await page();
  connection.send('{"jsonrpc":"2.0","id":1,"method":"echo"}');
  connection.close();
  await vi.waitFor(() => expect(connection.isOpen).toBe(false));
  open(await bank.frames());
  await vi.waitFor(() => expect(bank.listener.connectionCount).toBe(0));
});

test('a page that sends too much before the bank is open is closed', async () => {
  connect = () => new Promise(() => {});
  const connection = await page();
  const { ended } = listenTo(connection);
  for (let count = 0; count < 20; count++) connection.send('x'.repeat(60_000));
  await ended;
});
