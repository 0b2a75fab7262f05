import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTerminals, type Terminals } from '#terminal/start-terminals.ts';
import { type Bench, freePort, openBench, PASSWORD, PIN, sheetFor, until } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const start = (): Promise<Terminals> =>
  startTerminals({
    bank: { host: '127.0.0.1', port: bench.bankPort, caPem: bench.caPem },
    dataFolder: bench.folder,
    listenHost: '127.0.0.1',
    host: '127.0.0.1',
  });

const register = async (terminals: Terminals, name: string) =>
  terminals.register({
    name,
    password: PASSWORD,
    openingBalancePaise: '0',
    port: await freePort(),
  });

test('a thread of machines: registered, paid through, stopped, started, kept, forgotten', async () => {
  const terminals = await start();
  let changes = 0;
  terminals.onChange(() => {
    changes += 1;
  });
  const tea = await register(terminals, 'Tea');
  const books = await register(terminals, 'Books');
  expect(changes).toBeGreaterThan(0);
  expect(tea).toMatchObject({ name: 'Tea', isListening: true });
  expect(existsSync(tea.qrFile)).toBe(true);
  expect(terminals.list().map(({ vmid }) => vmid)).toEqual([tea.vmid, books.vmid]);

  const { phone } = await bench.addUser();
  await until(async () => (await phone.prepare(`${tea.vmid}:${tea.port}`)).ok);
  const payment = await sheetFor(phone, `${tea.vmid}:${tea.port}`);
  expect(await phone.pay({ payment, amountPaise: 100, pin: PIN })).toMatchObject({ kind: 'paid' });

  expect(await terminals.stop(tea.vmid)).toMatchObject({ isListening: false });
  expect(await phone.prepare(`${tea.vmid}:${tea.port}`)).toMatchObject({ ok: false });
  expect(await terminals.start(tea.vmid)).toMatchObject({ isListening: true });
  await Promise.all([terminals.start(tea.vmid), terminals.start(tea.vmid)]);
  expect(terminals.list().find(({ vmid }) => vmid === tea.vmid)?.problem).toBeUndefined();
  await terminals.close();
  await terminals.close();

  const again = await start();
  expect(again.list().map(({ vmid, isListening }) => [vmid, isListening])).toEqual(
    [tea.vmid, books.vmid].sort().map((vmid) => [vmid, true]),
  );
  await again.remove(books.vmid);
  expect(again.list().map(({ vmid }) => vmid)).toEqual([tea.vmid]);
  expect(existsSync(join(bench.folder, 'terminals', `${books.vmid}.json`))).toBe(false);
  await again.close();
});

test('one that cannot start says why; the others run', async () => {
  const first = await start();
  const good = await register(first, 'Good');
  const taken = await register(first, 'Taken');
  await first.close();
  const blocker = createServer().listen(taken.port, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  writeFileSync(join(bench.folder, 'terminals', 'VM00000000.json'), '{"half":');

  const terminals = await start();
  const statusOf = (vmid: string) => terminals.list().find((each) => each.vmid === vmid);
  expect(statusOf(good.vmid)).toMatchObject({ isListening: true });
  expect(statusOf(taken.vmid)).toMatchObject({
    isListening: false,
    problem: expect.stringContaining(String(taken.port)),
  });
  expect(statusOf('VM00000000')).toMatchObject({
    isListening: false,
    problem: expect.stringContaining('damaged'),
  });
  await new Promise((resolve) => blocker.close(resolve));
  expect(await terminals.start(taken.vmid)).toMatchObject({ isListening: true });
  await terminals.remove('VM00000000');
  await terminals.close();
});

test('refusals cross the thread as codes with sentences', async () => {
  const terminals = await start();
  const one = await register(terminals, 'One');
  const form = { name: 'Two', password: PASSWORD, openingBalancePaise: '0' };
  await expect(terminals.register({ ...form, port: one.port })).rejects.toMatchObject({
    code: 'port-in-use',
  });
  await expect(terminals.register({ ...form, port: 6666 })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(terminals.start('VM11111111')).rejects.toMatchObject({ code: 'not-found' });
  await expect(terminals.stop('VM11111111')).rejects.toMatchObject({ code: 'not-found' });
  await expect(terminals.start('../../x')).rejects.toMatchObject({ code: 'not-found' });
  await terminals.close();
  await expect(terminals.start(one.vmid)).rejects.toMatchObject({ code: 'internal' });
});

test('a thread that cannot use its folder does not begin', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'upi-no-folder-'));
  mkdirSync(join(folder, 'terminals'));
  writeFileSync(join(folder, 'terminals', 'tls.pem'), '');
  await expect(
    startTerminals({
      bank: { host: '127.0.0.1', port: 1, caPem: '' },
      dataFolder: join(folder, 'terminals', 'tls.pem'),
      listenHost: '127.0.0.1',
      host: '127.0.0.1',
    }),
  ).rejects.toMatchObject({ name: 'TerminalError' });
  rmSync(folder, { recursive: true });
});
