import { scrypt, timingSafeEqual } from 'node:crypto';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { RandomBytes } from '../core.ts';
import type { BankBounds } from '../state/bounds.ts';

/** Merchants' passwords: scrypt, computed off the bank's thread. */
export interface PasswordHasher {
  /** @throws RpcError U80 when too many are waiting */
  hash(password: string): Promise<string>;
  isRight(password: string, stored: string): Promise<boolean>;
}

/** Work of scrypt (RFC 7914); stored with each hash, so that it can be raised. */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP Password Storage Cheat Sheet, the 32 MiB row. */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const MEMORY_MAX = 64 * 1_024 * 1_024;
const SALT_LENGTH = 16;
const HASH_LENGTH = 32;

const derive = (password: string, salt: Uint8Array, cost: PasswordCost) =>
  new Promise<Buffer>((resolve, reject) => {
    const options = { ...cost, maxmem: MEMORY_MAX };
    scrypt(password.normalize('NFC'), salt, HASH_LENGTH, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

function parseStored(stored: string) {
  const [name, N, r, p, salt, hash] = stored.split('$');
  if (name !== 'scrypt' || !salt || !hash) throw new RangeError('not a stored password');
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}

/** Runs at most `max` works at once and keeps at most `queueMax` waiting. */
function createGate(max: number, queueMax: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= max) {
      if (waiting.length >= queueMax) {
        throw refusal('U80', 'Too many passwords are being checked. Try again in a moment.');
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

export function createPasswordHasher(
  bounds: BankBounds,
  randomBytes: RandomBytes,
  cost: PasswordCost,
): PasswordHasher {
  const gate = createGate(bounds.passwordChecksMax, bounds.passwordQueueMax);
  return {
    hash: (password) =>
      gate(async () => {
        const salt = Buffer.from(randomBytes(SALT_LENGTH));
        const hash = await derive(password, salt, cost);
        const { N, r, p } = cost;
        return `scrypt$${N}$${r}$${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
      }),
    isRight: (password, stored) =>
      gate(async () => {
        const { salt, hash, ...known } = parseStored(stored);
        return timingSafeEqual(await derive(password, salt, known.cost), hash);
      }),
  };
}
