import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatKeyRing } from '#bank/wrapping-key.ts';
import { createKeychain, type KeychainOptions, type SafeStorage } from '#main/electron/keychain.ts';
import { type DataFolderPaths, dataFolderPaths } from '#wire/data-folder.ts';

let paths: DataFolderPaths;
let drawn = 0;
const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

beforeEach(() => {
  drawn = 0;
  paths = dataFolderPaths(mkdtempSync(join(tmpdir(), 'keychain-')));
});
afterEach(() => rmSync(paths.folder, { recursive: true }));

interface Doubled extends SafeStorage {
  backend: string;
  isThere: boolean;
  isLocked: boolean;
  mark: string;
  isOld: boolean;
}

/** An operating system's keychain: seals by turning bytes round under a mark. */
const storageDouble = (): Doubled => ({
  backend: 'gnome_libsecret',
  isThere: true,
  isLocked: false,
  mark: 'v11',
  isOld: false,
  async isAsyncEncryptionAvailable() {
    return this.isThere;
  },
  async encryptStringAsync(plain) {
    if (this.isLocked) throw new Error('locked');
    return Buffer.concat([Buffer.from(this.mark), Buffer.from(plain).reverse()]);
  },
  async decryptStringAsync(sealed) {
    if (this.isLocked || !['v10', 'v11', 'v12'].includes(sealed.toString('latin1', 0, 3))) {
      throw new Error('not ours');
    }
    const result = Buffer.from(sealed.subarray(3)).reverse().toString();
    return { result, shouldReEncrypt: this.isOld };
  },
  getSelectedStorageBackend() {
    return this.backend;
  },
});

const keychain = (storage: SafeStorage, changes: Partial<KeychainOptions> = {}) =>
  createKeychain({
    storage,
    platform: 'linux',
    paths,
    isWanted: true,
    isKeyInEnvironment: false,
    randomBytes: () => key(++drawn),
    ...changes,
  });

test('a new bank gets a key that is on disk only as the keychain sealed it', async () => {
  const storage = storageDouble();
  expect(await keychain(storage).open()).toEqual([key(1)]);
  expect(existsSync(paths.wrappingKey)).toBe(false);
  expect(statSync(paths.sealedKey).mode & 0o777).toBe(0o600);
  const box = readFileSync(paths.sealedKey, 'utf8');
  const text = formatKeyRing([key(1)]).trim();
  expect(box + Buffer.from(box, 'base64').toString('latin1')).not.toContain(text);
  expect(await keychain(storage).open()).toEqual([key(1)]);
});

test('the key of a file is taken over under a new one; the file goes once the bank is open', async () => {
  writeFileSync(paths.wrappingKey, formatKeyRing([key(9)]));
  writeFileSync(paths.database, '');
  const chain = keychain(storageDouble());
  expect(await chain.open()).toEqual([key(1), key(9)]);
  expect(existsSync(paths.wrappingKey)).toBe(true);
  chain.settle();
  expect(existsSync(paths.wrappingKey)).toBe(false);
  expect(await chain.open()).toEqual([key(1), key(9)]);
});

describe('nothing is sealed, and the file stays the place', () => {
  test.each<[string, Partial<Doubled>, Partial<KeychainOptions>]>([
    ['Linux without a secret store', { backend: 'basic_text' }, {}],
    ['asked before it is known', { backend: 'unknown' }, {}],
    ["Chromium's own password under another name", { mark: 'v10' }, {}],
    ['no encryption', { isThere: false }, {}],
    ['a locked keychain and nothing in it yet', { isLocked: true }, {}],
    ['switched off', {}, { isWanted: false }],
    ['a key in the environment', {}, { isKeyInEnvironment: true }],
  ])('%s', async (_name, changes, options) => {
    writeFileSync(paths.wrappingKey, formatKeyRing([key(9)]));
    const chain = keychain(Object.assign(storageDouble(), changes), options);
    expect(await chain.open()).toBeUndefined();
    chain.settle();
    expect(existsSync(paths.sealedKey)).toBe(false);
    expect(readFileSync(paths.wrappingKey, 'utf8')).toBe(formatKeyRing([key(9)]));
  });

  test('the database of a lost key gets no new one', async () => {
    writeFileSync(paths.database, '');
    expect(await keychain(storageDouble()).open()).toBeUndefined();
    expect(existsSync(paths.sealedKey)).toBe(false);
  });
});

test('macOS and Windows are not asked for a Linux backend, and v10 is their own good mark', async () => {
  const storage = Object.assign(storageDouble(), { backend: 'basic_text', mark: 'v10' });
  expect(await keychain(storage, { platform: 'darwin' }).open()).toEqual([key(1)]);
});

describe('what was sealed and does not open stops the start', () => {
  test.each<[string, (storage: Doubled) => void]>([
    [
      'locked',
      (storage) => {
        storage.isLocked = true;
      },
    ],
    ['of another user', () => writeFileSync(paths.sealedKey, 'AAAAAAAA')],
    ['damaged', () => writeFileSync(paths.sealedKey, Buffer.from('v11x').toString('base64'))],
    ['empty', () => writeFileSync(paths.sealedKey, '')],
  ])('%s', async (_name, change) => {
    const storage = storageDouble();
    await keychain(storage).open();
    change(storage);
    await expect(keychain(storage).open()).rejects.toThrow(/keychain.+Nothing was changed/);
    expect(existsSync(paths.wrappingKey)).toBe(false);
  });
});

test("the system's own new key: sealed again under it", async () => {
  const storage = storageDouble();
  await keychain(storage).open();
  Object.assign(storage, { isOld: true, mark: 'v12' });
  expect(await keychain(storage).open()).toEqual([key(1)]);
  const box = Buffer.from(readFileSync(paths.sealedKey, 'utf8'), 'base64');
  expect(box.toString('latin1', 0, 3)).toBe('v12');
});

test('--keychain off moves the ring into the file, and on takes it over under a new key', async () => {
  const storage = storageDouble();
  await keychain(storage).open();
  const off = keychain(storage, { isWanted: false });
  expect(await off.open()).toBeUndefined();
  off.settle();
  expect(existsSync(paths.sealedKey)).toBe(false);
  expect(readFileSync(paths.wrappingKey, 'utf8')).toBe(formatKeyRing([key(1)]));
  expect(await keychain(storage).open()).toEqual([key(2), key(1)]);
});

test('with a key in the environment, what is in the keychain still opens older seals', async () => {
  const storage = storageDouble();
  await keychain(storage).open();
  const chain = keychain(storage, { isKeyInEnvironment: true });
  expect(await chain.open()).toEqual([key(1)]);
});
