import { existsSync } from 'node:fs';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { readOrMake, readTextFile } from '#wire/private-file.ts';
import type { RandomBytes } from './core.ts';
import { aesKeyWrap, type KeyWrap } from './identity/key-wrap.ts';
import { StartupFailure } from './startup-failure.ts';

/** Names the environment variable that holds the key on servers: base64url of 32 bytes. */
export const WRAPPING_KEY_VARIABLE = 'UPI_SIM_WRAP_KEY';

/** Where the key that seals PINs is kept. In a `file` it lies beside what it seals. */
export type KeyPlace = 'keychain' | 'environment' | 'file';

export interface WrappingKeys {
  readonly current: KeyWrap;
  /** Keys the database, or a backup of it, may still be sealed under. */
  readonly previous: readonly KeyWrap[];
  readonly place: KeyPlace;
}

export interface WrappingKeySources {
  readonly paths: Pick<DataFolderPaths, 'wrappingKey' | 'sealedKey' | 'database'>;
  /** Out of the operating system's keychain, where the host has one; newest first. */
  readonly keychainKeys?: readonly Uint8Array[] | undefined;
  /** Value of UPI_SIM_WRAP_KEY. */
  readonly environmentKey?: string | undefined;
  readonly randomBytes: RandomBytes;
}

export const WRAPPING_KEY_BYTES = 32;
const KEY_PATTERN = /^[A-Za-z0-9_-]{43}$/;
/** Keys in one ring; older ones open only backups that nobody will miss. */
const RING_MAX = 16;

/** A ring as text: base64url of 32 bytes a line, the newest first. */
export const formatKeyRing = (keys: readonly Uint8Array[]): string =>
  keys
    .slice(0, RING_MAX)
    .map((key) => `${Buffer.from(key).toString('base64url')}\n`)
    .join('');

/** @throws StartupFailure `wrong-key` */
export function parseKeyRing(text: string, place: string): Uint8Array[] {
  const lines = text.trim().split(/\s+/);
  if (lines.length <= RING_MAX && lines.every((line) => KEY_PATTERN.test(line))) {
    return lines.map((line) => new Uint8Array(Buffer.from(line, 'base64url')));
  }
  throw new StartupFailure(
    'wrong-key',
    `The wrapping key in ${place} is not base64url of 32 bytes (43 characters). Nothing was changed. Put the right key there.`,
  );
}

/** The keys of `wrapping.key`, newest first; empty when there is none. */
export function readKeyFile({ wrappingKey }: Pick<DataFolderPaths, 'wrappingKey'>): Uint8Array[] {
  const text = readTextFile(wrappingKey);
  return text === undefined ? [] : parseKeyRing(text, wrappingKey);
}

function fileKeys({ paths, randomBytes }: WrappingKeySources): Uint8Array[] {
  const isMissing = !existsSync(paths.wrappingKey);
  if (isMissing && existsSync(paths.sealedKey)) {
    throw new StartupFailure(
      'wrong-key',
      `The key that seals the PINs of this bank is in the system's keychain, which only the desktop can open. Nothing was changed. Start it with "npm start -- --host desktop"; with "--keychain off" added it moves the key into the data folder, and every host can open the bank again.`,
    );
  }
  if (isMissing && existsSync(paths.database)) {
    throw new StartupFailure(
      'wrong-key',
      `The database is sealed under a key that is not here: neither ${paths.wrappingKey} nor ${WRAPPING_KEY_VARIABLE} exists. Nothing was changed. Put the key back, or start with another data folder.`,
    );
  }
  const make = (): string => formatKeyRing([randomBytes(WRAPPING_KEY_BYTES)]);
  return parseKeyRing(readOrMake(paths.wrappingKey, make), paths.wrappingKey);
}

/**
 * The key outside the database that seals the bank's secrets: environment variable, keychain or a
 * 0600 file, in this order, never silently none. Keys of the other places are kept as previous
 * ones, so that the bank seals its database again under the current one.
 * @throws StartupFailure `wrong-key`
 */
export function findWrappingKeys(sources: WrappingKeySources): WrappingKeys {
  const { paths, keychainKeys, environmentKey, randomBytes } = sources;
  const ring = (place: KeyPlace, keys: readonly Uint8Array[]): WrappingKeys => {
    const [current, ...previous] = keys.map((key) => aesKeyWrap(key, randomBytes));
    if (!current) throw new RangeError('a key ring has at least one key');
    return { current, previous, place };
  };
  if (environmentKey) {
    const given = parseKeyRing(environmentKey, WRAPPING_KEY_VARIABLE);
    return ring('environment', [...given, ...(keychainKeys ?? []), ...readKeyFile(paths)]);
  }
  if (keychainKeys) return ring('keychain', [...keychainKeys, ...readKeyFile(paths)]);
  return ring('file', fileKeys(sources));
}
