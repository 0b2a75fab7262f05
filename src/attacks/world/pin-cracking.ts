import { createHash, pbkdf2Sync } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { derivePinKeys } from '#shared/pin-proof.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { COMMON_PINS } from './common-pins.ts';

/** What a thief has of one account once the box of its PIN keys is open. */
export interface StolenPin {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly storedKey: Uint8Array;
}

export interface Guessed {
  readonly pin: string;
  readonly storedKey: string;
  readonly isRight: boolean;
}

/** Guesses offline, as fast as one core derives, until a StoredKey fits. */
export async function crackOffline(stolen: StolenPin, signal: AbortSignal): Promise<Guessed[]> {
  const guesses: Guessed[] = [];
  for (const pin of COMMON_PINS) {
    signal.throwIfAborted();
    const keys = await derivePinKeys(nodeCrypto, pin, stolen.salt, stolen.iterations);
    const isRight = Buffer.compare(keys.storedKey, stolen.storedKey) === 0;
    guesses.push({ pin, storedKey: Buffer.from(keys.storedKey).toString('hex'), isRight });
    if (isRight) break;
  }
  return guesses;
}

const SLICE_MS = 40;

/** Runs `work` for about `forMs`, in slices that leave room for a stop. @returns runs a second */
async function rateOf(work: (index: number) => void, forMs: number, signal: AbortSignal) {
  const startedMs = performance.now();
  let runs = 0;
  let elapsedMs = 0;
  while (elapsedMs < forMs) {
    signal.throwIfAborted();
    const sliceEndMs = performance.now() + SLICE_MS;
    while (performance.now() < sliceEndMs) work(runs++);
    elapsedMs = performance.now() - startedMs;
    await nextTurn();
  }
  return (runs / elapsedMs) * 1_000;
}

const numbered = (index: number): string => String(index % 10_000).padStart(4, '0');

/** PINs a second that one core stretches and compares. */
export const stretchedRate = (salt: Uint8Array, iterations: number, signal: AbortSignal) =>
  rateOf((index) => pbkdf2Sync(numbered(index), salt, iterations, 32, 'sha256'), 1_000, signal);

/** The same without stretching: one salted SHA-256 for each. */
export const plainHashRate = (salt: Uint8Array, signal: AbortSignal) =>
  rateOf(
    (index) => createHash('sha256').update(salt).update(numbered(index)).digest(),
    200,
    signal,
  );

/** Random wrapping keys a second that one core tries on a box; none will ever fit. */
export const wrappingKeyRate = (tryKey: (key: Uint8Array) => void, signal: AbortSignal) =>
  rateOf(() => tryKey(nodeCrypto.randomBytes(32)), 300, signal);
