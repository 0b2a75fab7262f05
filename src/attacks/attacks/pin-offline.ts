import { copyFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { pinContext } from '#bank/sessions/pin-keys.ts';
import { PHONE_ITERATIONS } from '#shared/pin-proof.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { type Attack, type Finding, figure, hex, json, text } from '../attack.ts';
import { anyCommonPin } from '../world/common-pins.ts';
import {
  crackOffline,
  plainHashRate,
  stretchedRate,
  wrappingKeyRate,
} from '../world/pin-cracking.ts';
import { inWorld, type World } from '../world/world.ts';

const YEAR_SECONDS = 31_557_600;
const WRAPPING_KEYS = 2 ** 256;

interface StolenRow {
  readonly uid: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly wrapped: Uint8Array;
}

/** Steals the file as a thief would, from under the running bank, and reads one person's row. */
async function steal(world: World): Promise<StolenRow> {
  const phone = await world.addPhone({
    name: 'Ravi Kumar',
    pin: anyCommonPin(0),
    iterations: PHONE_ITERATIONS,
  });
  await world.closeBank();
  const copy = join(world.paths.folder, 'stolen.sqlite');
  copyFileSync(world.paths.database, copy);
  const database = new DatabaseSync(copy, { readOnly: true });
  try {
    const row = database
      .prepare('SELECT uid, pin_salt, pin_iterations, pin_keys FROM user WHERE uid = ?')
      .get(phone.identity.uid);
    return {
      uid: String(row?.uid),
      salt: row?.pin_salt as Uint8Array,
      iterations: Number(row?.pin_iterations),
      wrapped: row?.pin_keys as Uint8Array,
    };
  } finally {
    database.close();
  }
}

const stolenRow = ({ uid, salt, iterations, wrapped }: StolenRow) =>
  json('stolen-row', {
    uid,
    pin_salt: Buffer.from(salt).toString('hex'),
    pin_iterations: iterations,
    pin_keys: `${wrapped.length} bytes, see below`,
  });

/** Scientific notation for a text that no one reads as an exact number. */
const roughly = (years: number): string => years.toExponential(0).replace('e+', ' x 10^');

function openWith(row: StolenRow, key: Uint8Array): Uint8Array | string {
  try {
    return aesKeyWrap(key, nodeCrypto.randomBytes).unwrap(row.wrapped, pinContext(row.uid));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Without the key: not one PIN can be tried, since there is nothing to compare a guess with. */
async function defended(world: World, signal: AbortSignal): Promise<Finding> {
  const row = await steal(world);
  const answer = openWith(row, nodeCrypto.randomBytes(32));
  let opened = 0;
  const rate = await wrappingKeyRate((key) => {
    if (typeof openWith(row, key) !== 'string') opened += 1;
  }, signal);
  const years = WRAPPING_KEYS / 2 / rate / YEAR_SECONDS;
  return {
    isStopped: opened === 0 && typeof answer === 'string',
    refusal: { code: 'AES-256-GCM', sentence: typeof answer === 'string' ? answer : '' },
    figures: [
      figure('guesses-per-second', 'per-second', rate),
      figure('years-for-the-wrapping-key', 'years', roughly(years)),
    ],
    exhibits: [
      stolenRow(row),
      hex('wrapped-box', row.wrapped),
      text('unwrap-answer', typeof answer === 'string' ? answer : 'it opened'),
    ],
  };
}

/** With the key: guesses are made offline, where no bank counts them. */
async function undefended(world: World, signal: AbortSignal): Promise<Finding> {
  const row = await steal(world);
  const keys = openWith(row, world.wrapKey);
  if (typeof keys === 'string') throw new Error(keys);
  const stolen = { ...row, storedKey: keys.slice(0, 32) };
  const guesses = await crackOffline(stolen, signal);
  const found = guesses.find(({ isRight }) => isRight);
  const rate = await stretchedRate(row.salt, row.iterations, signal);
  const plain = await plainHashRate(row.salt, signal);
  const cores = availableParallelism();
  return {
    isStopped: found === undefined,
    figures: [
      ...(found ? [figure('pin-found', 'text', found.pin)] : []),
      figure('guesses-made', 'count', guesses.length),
      figure('guesses-per-second', 'per-second', rate),
      figure('cores', 'count', cores),
      figure('seconds-for-4-digits', 'seconds', 1e4 / (rate * cores)),
      figure('seconds-for-6-digits', 'seconds', 1e6 / (rate * cores)),
      figure('plain-hash-guesses-per-second', 'per-second', plain),
    ],
    exhibits: [
      stolenRow(row),
      hex('wrapped-box', row.wrapped),
      hex('unwrapped-keys', keys),
      json('crack-log', guesses.slice(-6)),
    ],
  };
}

/** 7: the whole database is stolen, once without and once with the key that seals the PINs. */
export const pinOffline: Attack = ({ side, folder, signal }) =>
  inWorld({ folder, signal }, (world) =>
    side === 'defended' ? defended(world, signal) : undefended(world, signal),
  );
