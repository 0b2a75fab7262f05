import { existsSync } from 'node:fs';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { readOrMake, readTextFile } from '#wire/private-file.ts';
import type { RandomBytes } from './core.ts';
import { aesKeyWrap, type KeyWrap } from './identity/key-wrap.ts';
import { StartupFailure } from './startup-failure.ts';

/** Names the environment variable that holds the key on servers: base64url of 32 bytes. */
export const WRAPPING_KEY_VARIABLE = 'UPI_SIM_WRAP_KEY';

export interface WrappingKeys {
  readonly current: KeyWrap;
  /** Keys the database may still be sealed under. */
  readonly previous: readonly KeyWrap[];
}

export interface WrappingKeySources {
  readonly paths: Pick<DataFolderPaths, 'wrappingKey' | 'database'>;
  /** 32 bytes out of the operating system's keychain, where the host has one. */
  readonly keychainKey?: Uint8Array | undefined;
  /** Value of UPI_SIM_WRAP_KEY. */
  readonly environmentKey?: string | undefined;
  readonly randomBytes: RandomBytes;
}

const KEY_BYTES = 32;
const KEY_PATTERN = /^[A-Za-z0-9_-]{43}$/;

function parseKey(text: string, place: string): Uint8Array {
  const trimmed = text.trim();
  if (KEY_PATTERN.test(trimmed)) return new Uint8Array(Buffer.from(trimmed, 'base64url'));
  throw new StartupFailure(
    'wrong-key',
    `The wrapping key in ${place} is not base64url of 32 bytes (43 characters). Nothing was changed. Put the right key there.`,
  );
}

function fileKey({ paths, randomBytes }: WrappingKeySources): Uint8Array {
  if (existsSync(paths.database) && !existsSync(paths.wrappingKey)) {
    throw new StartupFailure(
      'wrong-key',
      `The database is sealed under a key that is not here: neither ${paths.wrappingKey} nor ${WRAPPING_KEY_VARIABLE} exists. Nothing was changed. Put the key back, or start with another data folder.`,
    );
  }
  const make = (): string => `${Buffer.from(randomBytes(KEY_BYTES)).toString('base64url')}\n`;
  return parseKey(readOrMake(paths.wrappingKey, make), paths.wrappingKey);
}

/**
 * The key outside the database that seals the bank's secrets: keychain, environment or a 0600
 * file, in this order, never silently none. A file key that a better place has replaced is kept as
 * the previous one, so that the bank seals its database again under the new key.
 * @throws StartupFailure `wrong-key`
 */
export function findWrappingKeys(sources: WrappingKeySources): WrappingKeys {
  const { paths, keychainKey, environmentKey, randomBytes } = sources;
  const wrap = (key: Uint8Array): KeyWrap => aesKeyWrap(key, randomBytes);
  const given =
    keychainKey ?? (environmentKey ? parseKey(environmentKey, WRAPPING_KEY_VARIABLE) : undefined);
  if (!given) return { current: wrap(fileKey(sources)), previous: [] };
  const old = readTextFile(paths.wrappingKey);
  const previous = old === undefined ? [] : [wrap(parseKey(old, paths.wrappingKey))];
  return { current: wrap(given), previous };
}
