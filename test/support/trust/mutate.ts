import type { Seeded } from '../seeded.ts';

/** Turns valid messages into ones that nearly are: as JSON values, and as bytes. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  2 ** 53 + 2,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'A'.repeat(5_000),
  '9'.repeat(400),
  [],
  {},
  [[[[[[]]]]]],
  { toString: 1 },
];

const pick = <T>(random: Seeded, list: readonly T[]): T =>
  list[random.whole(0, list.length - 1)] as T;

type Holder = Record<string, unknown>;

/** Every object and array in a value, with the keys of what it holds. */
function holders(value: unknown, found: Holder[] = []): Holder[] {
  if (typeof value !== 'object' || value === null) return found;
  if (Object.keys(value).length > 0) found.push(value as Holder);
  for (const inner of Object.values(value)) holders(inner, found);
  return found;
}

function mutateText(random: Seeded, text: string): string {
  const at = random.whole(0, Math.max(0, text.length - 1));
  const other = pick(random, ['A', '_', '0', '-', '%', 'é', '\\', '"', '\n']);
  const roll = random.next();
  if (roll < 0.4) return text.slice(0, at) + other + text.slice(at + 1);
  if (roll < 0.6) return text.slice(0, at);
  return roll < 0.8 ? text + other : text + text;
}

/** As JSON.parse would: `__proto__` is a key like any other, not the object's prototype. */
function addKey(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value: structuredClone(value),
    ...{ enumerable: true, configurable: true, writable: true },
  });
}

function mutateValue(random: Seeded, message: unknown): unknown {
  const all = holders(message);
  if (all.length === 0) return message;
  const holder = pick(random, all);
  const key = pick(random, Object.keys(holder));
  const value = holder[key];
  const roll = random.next();
  if (roll < 0.15) delete holder[key];
  else if (roll < 0.25)
    addKey(holder, pick(random, ['extra', '__proto__', 'constructor', 'x']), value);
  // A copy: a later change must not reach into the table, nor one message into the next.
  else if (roll < 0.55) holder[key] = structuredClone(pick(random, STRANGE));
  else if (typeof value === 'string') holder[key] = mutateText(random, value);
  else if (typeof value === 'number') holder[key] = value + pick(random, [-1, 1, 0.5, 2 ** 53]);
  else holder[key] = [value];
  return message;
}

/** @param isWild may leave UTF-8, after which the bank reads nothing more of this connection */
function mutateBytes(random: Seeded, bytes: Buffer, isWild: boolean): Buffer {
  const at = random.whole(0, bytes.length - 1);
  const roll = random.next();
  if (roll < 0.5) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.whole(0, isWild ? 7 : 4));
    return changed;
  }
  if (roll < 0.7) return bytes.subarray(0, at);
  const [low, high] = isWild ? [0, 255] : [32, 126];
  const noise = Array.from({ length: random.whole(1, 40) }, () => random.whole(low, high));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(noise), bytes.subarray(at)]);
}

/** One line without its newline, from a valid message. */
export function mutated(random: Seeded, valid: object, isWild: boolean): Buffer {
  let message: unknown = structuredClone(valid);
  const changes = random.whole(1, 3);
  for (let count = 0; count < changes; count++) message = mutateValue(random, message);
  const line = Buffer.from(JSON.stringify(message));
  return isWild || random.next() < 0.2 ? mutateBytes(random, line, isWild) : line;
}
