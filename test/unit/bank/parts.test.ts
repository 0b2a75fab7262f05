import { describe, expect, test } from 'vitest';
import { createPasswordHasher } from '#bank/accounts/passwords.ts';
import type { BankEvent } from '#bank/core.ts';
import { createEventHub } from '#bank/events/event-hub.ts';
import { createMeter } from '#bank/events/meter.ts';
import { x25519Exchange } from '#bank/identity/key-pairs.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { createIdSet } from '#bank/ledger/audit/id-set.ts';
import { createSessionBook } from '#bank/sessions/session-book.ts';
import { DEFAULT_BOUNDS } from '#bank/state/bounds.ts';
import { createChanges } from '#bank/state/changes.ts';
import type { Account, User } from '#bank/state/entities.ts';
import { fromHex, toBase64Url } from '#shared/bytes.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { pooledRandom } from '#wire/pooled-random.ts';
import { testRandom } from '../../support/bank/test-bank.ts';

describe('key wrap', () => {
  const key = testRandom(32);
  const wrap = aesKeyWrap(key, testRandom);
  const secret = testRandom(64);

  test('gives back what it sealed, never the same box twice', () => {
    const boxes = [wrap.wrap(secret, 'pin-keys/U1'), wrap.wrap(secret, 'pin-keys/U1')] as const;
    expect(boxes[0]).not.toEqual(boxes[1]);
    for (const box of boxes) expect(wrap.unwrap(box, 'pin-keys/U1')).toEqual(secret);
  });

  test('refuses another key, another place, any changed byte and short boxes', () => {
    const box = wrap.wrap(secret, 'pin-keys/U1');
    const other = aesKeyWrap(testRandom(32), testRandom);
    expect(other.keyId).not.toBe(wrap.keyId);
    expect(() => other.unwrap(box, 'pin-keys/U1')).toThrow();
    expect(() => wrap.unwrap(box, 'pin-keys/U2')).toThrow();
    for (let at = 0; at < box.length; at++) {
      const changed = new Uint8Array(box);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => wrap.unwrap(changed, 'pin-keys/U1'), `byte ${at}`).toThrow();
    }
    for (const length of [0, 1, 11, 12, 27]) {
      expect(() => wrap.unwrap(box.slice(0, length), 'pin-keys/U1')).toThrow();
    }
    expect(() => aesKeyWrap(testRandom(16), testRandom)).toThrow(RangeError);
  });
});

test('passwords: right, wrong, other spellings of the same letters; bounded waiting', async () => {
  const bounds = { ...DEFAULT_BOUNDS, passwordChecksMax: 1, passwordQueueMax: 1 };
  const hasher = createPasswordHasher(bounds, testRandom, { N: 1_024, r: 8, p: 1 });
  const stored = await hasher.hash('café 12345');
  expect(stored).toMatch(/^scrypt\$1024\$8\$1\$/);
  expect(await hasher.isRight('cafe\u0301 12345', stored)).toBe(true);
  expect(await hasher.isRight('cafe 12345', stored)).toBe(false);
  const three = await Promise.allSettled([1, 2, 3].map(() => hasher.isRight('x', stored)));
  expect(three.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(three[2]).toMatchObject({ reason: { data: { responseCode: 'U80' } } });
});

describe("the bank's key agreement", () => {
  const seed = testRandom(32);
  const withSodium = x25519Exchange(seed);
  const withNode = x25519Exchange(seed, () => undefined);
  test('is the same with libsodium and with node:crypto', () => {
    expect(withSodium.publicKey).toEqual(withNode.publicKey);
    for (let times = 0; times < 20; times++) {
      const phone = nodeCrypto.x25519();
      const shared = withSodium.agree(phone.publicKey);
      expect(withNode.agree(phone.publicKey)).toEqual(shared);
      expect(phone.agree(withSodium.publicKey)).toEqual(shared);
    }
  });
  // RFC 7748 6.1: points of low order make the secret zero whatever the bank's key is.
  test.each([
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  ])('refuses the weak key %s, and short ones', (hex) => {
    for (const bank of [withSodium, withNode]) {
      expect(() => bank.agree(fromHex(hex))).toThrow();
      expect(() => bank.agree(fromHex(hex).slice(1))).toThrow(RangeError);
    }
  });
});

test('pooled randomness hands no byte out twice', () => {
  let next = 0;
  const random = pooledRandom((length) => Uint8Array.from({ length }, () => next++ % 251));
  const seen = [random(16), random(16), random(4_000), random(200), random(5_000)];
  expect(seen.map(({ length }) => length)).toEqual([16, 16, 4_000, 200, 5_000]);
  expect([...(seen[0] ?? []), ...(seen[1] ?? [])]).toEqual(
    Array.from({ length: 32 }, (_, index) => index),
  );
});

test('an id set knows what it has seen, also after growing', () => {
  const ids = createIdSet();
  const names = Array.from({ length: 10_000 }, (_, index) => `payment SIM${index}`);
  expect(names.every((name) => ids.add(name))).toBe(true);
  expect(names.some((name) => ids.add(name))).toBe(false);
});

describe('changes of a batch', () => {
  test('are taken back field by field; new rows are removed', () => {
    const changes = createChanges<{ name: string; paise: number }>();
    const row = { name: 'a', paise: 1 };
    const rows = new Set([row]);
    changes.touch(row).paise = 2;
    changes.touch(row).paise = 3;
    const added = { name: 'b', paise: 0 };
    rows.add(added);
    changes.add(added, () => rows.delete(added));
    expect(changes.before(row)).toEqual({ name: 'a', paise: 1 });
    expect(changes.before(added)).toBeUndefined();
    expect(changes.rows()).toEqual([row, added]);
    changes.rollback();
    expect(row).toEqual({ name: 'a', paise: 1 });
    expect([...rows]).toEqual([row]);
    expect(changes.rows()).toEqual([]);
  });
});

describe('events', () => {
  test('administrators hear a bounded number a second, terminals everything', () => {
    let nowMs = 0;
    const hub = createEventHub(2, () => nowMs);
    const heard: BankEvent[] = [];
    const stop = hub.listen((event) => heard.push(event));
    const tell = () =>
      hub.toAdmin('terminal', () => ({ kind: 'terminal', vmid: 'VM00000000', isOnline: true }));
    for (let times = 0; times < 500; times++) tell();
    expect(heard).toHaveLength(200);
    nowMs = 1_000;
    tell();
    expect(heard).toHaveLength(201);
    stop();
    tell();
    expect(heard).toHaveLength(201);
  });

  test('listeners are bounded', () => {
    const hub = createEventHub(2, () => 0);
    const stops = [hub.listen(() => undefined), hub.listen(() => undefined)];
    expect(() => hub.listen(() => undefined)).toThrow(/2 listeners/);
    stops[0]?.();
    expect(() => hub.listen(() => undefined)).not.toThrow();
  });
});

test('the meter counts the last second and sorts latencies', () => {
  let nowMs = 10_000;
  const meter = createMeter(() => nowMs);
  expect(meter.read()).toMatchObject({ paymentsAnswered: 0, latencyP99Ms: 0 });
  for (let latency = 1; latency <= 100; latency++) meter.answered(latency);
  meter.committed(7, 3);
  expect(meter.read()).toMatchObject({
    paymentsAnswered: 100,
    paymentsPerSecond: 100,
    latencyP50Ms: 51,
    latencyP99Ms: 100,
    lastCommitEntries: 7,
    lastCommitMs: 3,
  });
  nowMs += 1_000;
  expect(meter.read().paymentsPerSecond).toBe(0);
});

describe('sessions', () => {
  const user = (uid: string) => ({ uid }) as User;
  const account = { vpa: 'a@upisim' } as Account;
  const bookOf = (changes: Partial<typeof DEFAULT_BOUNDS>) => {
    let nowMs = 0;
    const bounds = { ...DEFAULT_BOUNDS, ...changes };
    const book = createSessionBook({ bounds, nowMs: () => ++nowMs, randomBytes: testRandom });
    const open = (uid: string, deviceId = 'phone') =>
      book.open(user(uid), account, deviceId, toBase64Url(testRandom(16)));
    return { book, open };
  };

  test('a device has few; the oldest ends', () => {
    const { book, open } = bookOf({ sessionsPerDeviceMax: 2 });
    const [first, second, third] = [open('U1'), open('U1'), open('U1')];
    expect(book.get(first.id)).toBeUndefined();
    expect([book.get(second.id), book.get(third.id)]).toEqual([second, third]);
    book.endAll('U1', 'other phone');
    expect(book.hasUser('U1')).toBe(true);
    book.endAll('U1');
    expect([book.hasUser('U1'), book.size]).toEqual([false, 0]);
  });

  test('a full book lets go of the longest unused, never of one that is paying', () => {
    const { book, open } = bookOf({ sessionsMax: 2 });
    const [first, second] = [open('U1'), open('U2')];
    first.lastUsedMs = 1_000;
    open('U3');
    expect([book.get(first.id), book.get(second.id)]).toEqual([first, undefined]);
    const third = bookOf({ sessionsMax: 1 });
    third.open('U1').isPaying = true;
    expect(() => third.open('U2')).toThrow(/too many open sessions/);
  });

  test('an id is used once; a renewed nonce is another one', () => {
    const { book, open } = bookOf({});
    const session = open('U1');
    expect(() => book.open(user('U1'), account, 'phone', session.id)).toThrow();
    const { nonce } = session;
    session.renewNonce();
    expect(session.nonce).not.toBe(nonce);
  });
});
