import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileDecoder } from '#qr/node/decode-file.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { registerMerchant } from '#terminal/register-merchant.ts';
import { type Bench, freePort, openBench, PASSWORD } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const form = (changes: object = {}) => ({
  name: 'Asha Tea Stall',
  password: PASSWORD,
  openingBalancePaise: '50000',
  port: 6001,
  ...changes,
});

async function merchantCount(): Promise<number> {
  const { rows } = await bench.core().adminCall('admin.accounts', {
    limit: 200,
    offset: 0,
    search: '',
    kind: 'merchant',
  });
  return rows.length;
}

test('registration gives MID, VMID, a certified key kept 0600, and the printed code', async () => {
  const terminal = await bench.addTerminal({ openingBalancePaise: '50000' });
  const { identity } = terminal;
  expect(identity.mid).toMatch(/^M\d{9}$/);
  expect(identity.vmid).toMatch(/^VM[0-9A-Z]{8}$/);
  expect(terminal.state().balancePaise).toBe('50000');
  const file = join(bench.folder, 'terminals', `${identity.vmid}.json`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(identity.qrFile).toBe(join(bench.folder, 'Asha_Tea_Stall_qr.png'));
  const decoder = await openFileDecoder();
  const { codes } = await decoder.decodeFile(readFileSync(identity.qrFile));
  const text = codes[0]?.text;
  // ECDSA signs differently each time: everything before the signature is the sticker's link.
  const unsigned = (link: string): string => link.replace(/&sign=.*$/, '');
  expect(unsigned(text ?? '')).toBe(unsigned(terminal.state().staticLink));
  const { phone } = await bench.addUser();
  expect(await phone.prepare(text ?? '')).toMatchObject({ ok: true, value: { trust: 'verified' } });
});

test('the password is in no file of the data folder, the database included', async () => {
  await bench.addTerminal({ name: 'Secretive Stall' });
  for (const entry of readdirSync(bench.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    expect(bytes.includes(PASSWORD), entry.name).toBe(false);
  }
});

test('two machines on one port: the second is refused before the bank hears of it', async () => {
  const terminal = await bench.addTerminal({ name: 'First' });
  const before = await merchantCount();
  await expect(
    registerMerchant(form({ name: 'Second', port: terminal.port }), bench.wiring.register),
  ).rejects.toMatchObject({
    code: 'port-in-use',
    message: expect.stringContaining(String(terminal.port)),
  });
  expect(await merchantCount()).toBe(before);
});

test("a port that belongs to a machine that is off is refused by the bank's directory", async () => {
  const terminal = await bench.addTerminal({ name: 'Sleeping' });
  await terminal.close();
  const before = await merchantCount();
  await expect(
    registerMerchant(form({ name: 'Waking', port: terminal.port }), bench.wiring.register),
  ).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('Sleeping') });
  expect(await merchantCount()).toBe(before);
  // The port was given back: its owner can have it again.
  const again = await bench.restartTerminal(terminal.identity);
  expect(again.state().bank).toBe('online');
});

test.each([
  [0, 'invalid'],
  [80, 'invalid'],
  [1023, 'invalid'],
  [6000, 'invalid'],
  [6666, 'invalid'],
  [10080, 'invalid'],
  [65_536, 'invalid'],
  [6001.5, 'invalid'],
])('port %d is turned down with a reason', async (port, code) => {
  await expect(registerMerchant(form({ port }), bench.wiring.register)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(new RegExp(`Port ${port} `)),
  });
});

test.each([
  ['a short password', { password: '1234567' }],
  ['no name', { name: ' ' }],
  ['a name that turns the text around', { name: 'a\u202eb' }],
  ['an opening balance with paise and more', { openingBalancePaise: '1.5' }],
  ['an opening balance above the limit', { openingBalancePaise: '999999999999' }],
])('%s registers nobody and frees the port', async (_case, changes) => {
  const before = await merchantCount();
  const port = await freePort();
  await expect(
    registerMerchant(form({ port, ...changes }), bench.wiring.register),
  ).rejects.toMatchObject({ code: expect.stringMatching(/invalid|refused/) });
  expect(await merchantCount()).toBe(before);
  const listener = await bench.wiring.listen(port, () => undefined);
  await listener.close();
});

test('without a bank nothing is registered and the port is free again', async () => {
  const port = await freePort();
  const options = {
    ...bench.wiring.register,
    connectBank: async () => {
      throw new RpcError(RPC_ERROR.unreachable, 'x', { detail: 'Cannot connect.' });
    },
  };
  await expect(registerMerchant(form({ port }), options)).rejects.toMatchObject({
    code: 'bank-unreachable',
    message: 'Cannot connect. Nothing was registered.',
  });
  const listener = await bench.wiring.listen(port, () => undefined);
  await listener.close();
});

test('somebody else cannot open as this machine without its key', async () => {
  const terminal = await bench.addTerminal({ name: 'Guarded' });
  const caller = createRpcCaller(await bench.connect(bench.bankPort));
  const { vmid, port } = terminal.identity;
  const { challenge } = await caller.call(publicMethods, 'terminal.challenge', { vmid });
  await expect(
    caller.call(publicMethods, 'terminal.open', { vmid, port, challenge, signature: 'AAAA' }),
  ).rejects.toMatchObject({ data: { responseCode: 'U15' } });
  expect(terminal.state().bank).toBe('online');
  caller.close();
});
