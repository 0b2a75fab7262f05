import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BankThread, startBankThread } from '#bank/start-bank-thread.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { connectFrames, connectWebSocket } from '#wire/client.ts';
import { type DataFolder, openDataFolder } from '#wire/data-folder.ts';
import { makeFolder } from './wire-support.ts';

let made: Awaited<ReturnType<typeof makeFolder>>;
let folder: DataFolder;
let bank: BankThread | undefined;
beforeEach(async () => {
  made = await makeFolder();
  folder = openDataFolder(made.path);
});
afterEach(async () => {
  await bank?.close();
  bank = undefined;
  folder.close();
  await made.remove();
});

const settings = () => ({
  dataFolder: made.path,
  host: '127.0.0.1',
  port: 0,
  isNextPortAllowed: false,
});
const start = async (changes: Partial<Parameters<typeof startBankThread>[0]> = {}) => {
  bank = await startBankThread({ ...settings(), ...changes });
  return bank;
};

describe("the bank's thread", () => {
  test('answers on both transports, stops when told, and is the same bank next time', async () => {
    const { port, caPem, bankId } = await start();
    const frames = createRpcCaller(await connectFrames({ host: '127.0.0.1', port, caPem }));
    const webSocket = createRpcCaller(
      await connectWebSocket({ url: `wss://localhost:${port}`, caPem }),
    );
    for (const caller of [frames, webSocket]) {
      expect(await caller.call(publicMethods, 'bank.info', {})).toMatchObject({ bankId });
    }
    const startedMs = performance.now();
    await bank?.close();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(frames.isOpen).toBe(false);
    expect(existsSync(`${folder.paths.database}-wal`)).toBe(false);
    expect((await start()).bankId).toBe(bankId);
  });

  test('a taken port: the next free one when allowed, otherwise a clear refusal', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining(`port ${port}`),
    });
    const next = await start({ port, isNextPortAllowed: true });
    expect(next.port).toBeGreaterThan(port);
    squatter.close();
  });

  test('a thread that ends by itself is reported once', async () => {
    const program = `${made.path}/ends.mjs`;
    writeFileSync(
      program,
      `import { parentPort } from 'node:worker_threads';
       parentPort.postMessage({ kind: 'ready', bankId: 'x', host: 'x', port: 1, caPem: '' });
       setTimeout(() => process.exit(1), 50);`,
    );
    const thread = await startBankThread({
      ...settings(),
      workerUrl: new URL(`file://${program}`),
    });
    const reason = await new Promise<string>((resolve) => thread.onFailure(resolve));
    expect(reason).toContain('no answered payment is lost');
    await thread.close();
  });
});

describe('a bank that cannot start says why', () => {
  const stopAfterFirstStart = async (): Promise<void> => {
    await start();
    await bank?.close();
    bank = undefined;
  };

  test('the database is of a newer version', async () => {
    await stopAfterFirstStart();
    const database = new DatabaseSync(folder.paths.database);
    database.exec('PRAGMA user_version = 999');
    database.close();
    await expect(start()).rejects.toMatchObject({ code: 'newer-version' });
  });

  test('the database is something else', async () => {
    writeFileSync(folder.paths.database, randomBytes(10_000));
    writeFileSync(folder.paths.wrappingKey, randomBytes(32).toString('base64url'));
    await expect(start()).rejects.toMatchObject({ code: 'foreign' });
  });

  test('the wrapping key is gone, and none is made in its place', async () => {
    await stopAfterFirstStart();
    rmSync(folder.paths.wrappingKey);
    await expect(start()).rejects.toMatchObject({ code: 'wrong-key' });
    expect(existsSync(folder.paths.wrappingKey)).toBe(false);
  });

  test('the wrapping key in the environment is malformed', async () => {
    await expect(start({ environmentKey: 'short' })).rejects.toMatchObject({
      code: 'wrong-key',
      message: expect.stringContaining('UPI_SIM_WRAP_KEY'),
    });
  });
});

test('a key from the keychain replaces the file: the database is sealed again', async () => {
  const { bankId } = await start();
  await bank?.close();
  const fileKey = readFileSync(folder.paths.wrappingKey, 'utf8').trim();
  const keychainKeys = [new Uint8Array(randomBytes(32))];
  expect((await start({ keychainKeys })).bankId).toBe(bankId);
  await bank?.close();
  rmSync(folder.paths.wrappingKey);
  expect((await start({ keychainKeys })).bankId).toBe(bankId);
  await bank?.close();
  bank = undefined;
  await expect(start({ environmentKey: fileKey })).rejects.toMatchObject({ code: 'wrong-key' });
});

describe('a bank whose key the desktop sealed in its keychain', () => {
  const keys = [randomBytes(32), randomBytes(32)].map((bytes) => new Uint8Array(bytes));
  const sealedBank = async (): Promise<string> => {
    const { bankId, keyPlace } = await start({ keychainKeys: keys });
    expect(keyPlace).toBe('keychain');
    await bank?.close();
    bank = undefined;
    writeFileSync(folder.paths.sealedKey, 'sealed');
    return bankId;
  };

  test('other hosts say where the key is and how to move it', async () => {
    await sealedBank();
    await expect(start()).rejects.toMatchObject({
      code: 'wrong-key',
      message: expect.stringContaining('--keychain off'),
    });
    expect(existsSync(folder.paths.wrappingKey)).toBe(false);
  });

  test('a file with several keys opens it under the first; the environment wins over the file', async () => {
    const bankId = await sealedBank();
    const lines = [randomBytes(32), ...keys].map((bytes) =>
      Buffer.from(bytes).toString('base64url'),
    );
    writeFileSync(folder.paths.wrappingKey, `${lines.join('\n')}\n`);
    expect(await start()).toMatchObject({ bankId, keyPlace: 'file' });
    await bank?.close();
    const environmentKey = Buffer.from(randomBytes(32)).toString('base64url');
    expect(await start({ environmentKey })).toMatchObject({ bankId, keyPlace: 'environment' });
  });
});
