import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { isPortFree, nextTerminalPort } from '#main/simulator/free-port.ts';

test('a port somebody listens on is not free', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});

test.each([
  ['the first', 6001, [], [], 6001],
  ['taken ones are passed over', 6001, [6001, 6002], [], 6003],
  ['others listen', 6001, [], [6001], 6002],
  ['ports that browsers refuse', 6665, [], [], 6670],
  ['none is left', 65_535, [65_535], [], 65_535],
])('next terminal port: %s', async (_name, first, taken, busy, expected) => {
  const isFree = async (port: number) => !(busy as number[]).includes(port);
  expect(await nextTerminalPort(first, taken, isFree)).toBe(expected);
});
