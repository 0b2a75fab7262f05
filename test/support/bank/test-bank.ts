import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankCore, BankEvent, VerifySignature } from '#bank/core.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { type BankOptions, openBank } from '#bank/open-bank.ts';
import type { BankStore } from '#bank/store/bank-store.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/** 2026-11-22T06:30:00Z, noon in India. */
export const START_MS = Date.UTC(2026, 10, 22, 6, 30);
export const WRAP_KEY = new Uint8Array(32).fill(7);

export const testRandom = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export const checkOnThisThread: VerifySignature = async (publicKey, data, signature) =>
  nodeCrypto.verifyEd25519(publicKey, data, signature);

/** A clock that stands still until it is moved. */
export interface TestClock {
  nowMs(): number;
  advance(ms: number): void;
}

export function testClock(startMs = START_MS): TestClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}

/** A data folder whose bank can be opened again and again. */
export interface TestBank {
  readonly folder: string;
  readonly databasePath: string;
  readonly checkpointPath: string;
  readonly clock: TestClock;
  readonly events: BankEvent[];
  readonly core: BankCore;
  /** Closes the bank and opens it anew, possibly with other options. */
  reopen(changes?: Partial<BankOptions>): Promise<BankCore>;
  /** Closes the bank and removes the folder. */
  remove(): Promise<void>;
}

export async function openTestBank(
  changes: Partial<BankOptions> & {
    wrapStore?: (store: BankStore) => BankStore;
    /** Another store than the folder's SQLite file. */
    openStore?: (databasePath: string) => Promise<BankStore>;
  } = {},
): Promise<TestBank> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-core-'));
  const databasePath = join(folder, 'bank.sqlite');
  const checkpointPath = join(folder, 'checkpoint.txt');
  const clock = testClock();
  const {
    wrapStore = (store: BankStore) => store,
    openStore = openSqliteStore,
    ...fixed
  } = changes;
  const events: BankEvent[] = [];

  async function open(more: Partial<BankOptions>): Promise<BankCore> {
    const core = await openBank({
      store: wrapStore(await openStore(databasePath)),
      clock,
      randomBytes: testRandom,
      verifySignature: checkOnThisThread,
      keyWrap: aesKeyWrap(WRAP_KEY, testRandom),
      checkpointKeeper: fileCheckpointKeeper(checkpointPath),
      passwordCost: { N: 1_024, r: 8, p: 1 },
      ...fixed,
      ...more,
    });
    core.onEvent((event) => events.push(event));
    return core;
  }
  let core = await open({});
  return {
    folder,
    databasePath,
    checkpointPath,
    clock,
    events,
    get core() {
      return core;
    },
    async reopen(more = {}) {
      await core.close();
      core = await open(more);
      return core;
    },
    async remove() {
      await core.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
