import { existsSync, rmSync } from 'node:fs';
import {
  formatKeyRing,
  parseKeyRing,
  readKeyFile,
  WRAPPING_KEY_BYTES,
} from '#bank/wrapping-key.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { readTextFile, writePrivateFile } from '#wire/private-file.ts';

/** What is used of Electron's safeStorage: the asynchronous part, which goes on after Electron 45. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plain: string): Promise<Buffer>;
  decryptStringAsync(
    sealed: Buffer,
  ): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /** Linux only. */
  getSelectedStorageBackend(): string;
}

/** The bank's wrapping keys in the operating system's keychain, one ring for each data folder. */
export interface Keychain {
  /**
   * Keys for the bank, newest first. A key that still lies in a file is taken over under a new
   * one, so that the bank seals everything again. Undefined where the key stays outside the
   * keychain, because there is none worth the name or nobody wants it there.
   * @throws Error with a sentence for people when the keychain does not give up what it sealed
   */
  open(): Promise<readonly Uint8Array[] | undefined>;
  /** The bank has opened under these keys: the file that they replace goes. */
  settle(): void;
}

export interface KeychainOptions {
  readonly storage: SafeStorage;
  readonly platform: string;
  readonly paths: Pick<DataFolderPaths, 'database' | 'wrappingKey' | 'sealedKey'>;
  /** False moves the keys back into the data folder, where every host can open them. */
  readonly isWanted: boolean;
  /** UPI_SIM_WRAP_KEY is set: nothing new is put into the keychain. */
  readonly isKeyInEnvironment: boolean;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** Linux without a secret store seals under a password that stands in Chromium's source. */
const UNPROTECTED_BACKENDS: readonly string[] = ['basic_text', 'unknown'];
/** Chromium's mark on what that password sealed. */
const UNPROTECTED_MARK = 'v10';

const LOCKED =
  "The key that seals the PINs of this bank is in the system's keychain, which does not open it now. Nothing was changed. Unlock the keychain, as the same user and in the same kind of desktop session, and start again.";

async function isProtecting({ storage, platform }: KeychainOptions): Promise<boolean> {
  if (platform === 'linux' && UNPROTECTED_BACKENDS.includes(storage.getSelectedStorageBackend())) {
    return false;
  }
  return storage.isAsyncEncryptionAvailable().catch(() => false);
}

async function unseal({ storage, paths }: KeychainOptions, sealed: string) {
  try {
    const box = Buffer.from(sealed.trim(), 'base64');
    const { result, shouldReEncrypt } = await storage.decryptStringAsync(box);
    return { keys: parseKeyRing(result, paths.sealedKey), shouldReEncrypt };
  } catch (cause) {
    throw new Error(LOCKED, { cause });
  }
}

/** False, with nothing written, when this keychain cannot protect or cannot give back. */
async function seal(options: KeychainOptions, keys: readonly Uint8Array[]): Promise<boolean> {
  const { storage, platform, paths } = options;
  const ring = formatKeyRing(keys);
  try {
    const box = await storage.encryptStringAsync(ring);
    const isPlain = platform === 'linux' && box.toString('latin1').startsWith(UNPROTECTED_MARK);
    if (isPlain || (await storage.decryptStringAsync(box)).result !== ring) return false;
    writePrivateFile(paths.sealedKey, `${box.toString('base64')}\n`);
    return true;
  } catch {
    return false;
  }
}

export function createKeychain(options: KeychainOptions): Keychain {
  const { paths, randomBytes } = options;
  let isOpen = false;

  const takeOver = async (): Promise<readonly Uint8Array[] | undefined> => {
    const { isWanted, isKeyInEnvironment } = options;
    if (!isWanted || isKeyInEnvironment || !(await isProtecting(options))) return undefined;
    const old = readKeyFile(paths);
    // Sealed under a key that is gone: the bank itself says so, and no new key hides it.
    if (old.length === 0 && existsSync(paths.database)) return undefined;
    const keys = [randomBytes(WRAPPING_KEY_BYTES), ...old];
    return (await seal(options, keys)) ? keys : undefined;
  };

  return {
    async open() {
      isOpen = false;
      const sealed = readTextFile(paths.sealedKey);
      const opened = sealed === undefined ? undefined : await unseal(options, sealed);
      const keys = opened?.keys ?? (await takeOver());
      if (opened && !options.isWanted) {
        writePrivateFile(paths.wrappingKey, formatKeyRing([...opened.keys, ...readKeyFile(paths)]));
        rmSync(paths.sealedKey);
        return undefined;
      }
      if (opened?.shouldReEncrypt) await seal(options, opened.keys);
      isOpen = keys !== undefined && !options.isKeyInEnvironment;
      return keys;
    },
    settle() {
      if (isOpen) rmSync(paths.wrappingKey, { force: true });
    },
  };
}
