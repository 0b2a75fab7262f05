import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toBase64Url } from '#shared/bytes.ts';
import { sealedCall } from '#stress/virtual-phone.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { type BankProcess, hasExited, startBank } from './bank-process.ts';
import { expectSound } from './books.ts';
import { type FuzzReport, fuzzWire, streamGarbage } from './fuzz-wire.ts';
import { mutated } from './mutate.ts';
import { nextAttempt, openSession, type Population, populate } from './payers.ts';
import { startProbe } from './probe.ts';

/** A bank process, and everything hostile that sockets can carry, with a valid client beside it. */
export interface Siege {
  readonly bank: BankProcess;
  readonly population: Population;
  readonly random: Seeded;
  /** Valid messages of every method that anybody may call. */
  readonly valid: readonly object[];
  close(): Promise<void>;
}

async function validMessages(bank: BankProcess, population: Population): Promise<object[]> {
  const [phone] = population.phones;
  if (!phone) throw new Error('nobody is registered');
  const line = await bank.connect();
  await openSession(phone, line, population.facts);
  const { message } = nextAttempt(population, phone, false);
  let box: unknown;
  const recorder = {
    ...line,
    call: async (_method: string, params: unknown) => {
      box = params;
      return { kind: 'lost', message: 'recorded' } as const;
    },
  };
  if (phone.session) await sealedCall(phone.session, recorder, 'payment.submit', message);
  line.close();
  const bytes = (length: number) => toBase64Url(nodeCrypto.randomBytes(length));
  const opening = { bankId: population.facts.bankId, clientKey: bytes(32), clientNonce: bytes(16) };
  const calls: [string, object][] = [
    ['bank.info', {}],
    ['bank.health', {}],
    ['directory.lookup', { vpa: phone.vpa }],
    ['directory.lookup', { mobile: phone.mobile }],
    ['ledger.blocks', { limit: 5, before: 3 }],
    ['ledger.entries', { limit: 5, search: phone.vpa, minPaise: '1' }],
    ['ledger.leaf', { leaf: 1 }],
    ['ledger.checkpoint', {}],
    ['ledger.consistency', { olderSize: 1, newerSize: 3 }],
    ['device.requestBinding', { mobile: phone.mobile, deviceId: phone.deviceId }],
    [
      'session.open',
      { ...opening, deviceId: phone.deviceId, uid: phone.uid, signature: bytes(64) },
    ],
    ['session.call', box as object],
    ['payment.submit', message],
    ['terminal.challenge', { vmid: 'VM7K2M9Q4T' }],
    ['admin.open', { adminKey: bytes(32) }],
    ['admin.accounts', { limit: 5 }],
    ['order.create', { amountPaise: '100' }],
  ];
  return calls.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params }));
}

export async function laySiege(seed: number): Promise<Siege> {
  const folder = mkdtempSync(join(tmpdir(), 'upi-siege-'));
  const bank = await startBank(folder);
  const random = seeded(seed);
  const population = await populate(bank, { seed: 11, random, phoneCount: 3 });
  const valid = await validMessages(bank, population);
  return {
    bank,
    population,
    random,
    valid,
    async close() {
      const code = await bank.stop();
      try {
        if (code !== 0) throw new Error(`the bank ended with ${code}: ${bank.complaints()}`);
        await expectSound(dataFolderPaths(folder));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

export interface Endured<T> {
  readonly result: T;
  readonly probe: { readonly count: number; readonly worstMs: number };
}

async function whileProbed<T>({ bank }: Siege, work: () => Promise<T>): Promise<Endured<T>> {
  const probe = startProbe(bank);
  const result = await work();
  return { result, probe: await probe.stop() };
}

export const endureFuzz = (siege: Siege, count: number): Promise<Endured<FuzzReport>> =>
  whileProbed(siege, () =>
    fuzzWire(siege.bank, count, (isWild) => {
      const { random, valid } = siege;
      return mutated(random, valid[random.whole(0, valid.length - 1)] ?? {}, isWild);
    }),
  );

/** Ten megabytes each: noise without a line end, noise with many, and plain zeros. */
export const endureGarbage = (siege: Siege, bytes: number): Promise<Endured<number[]>> =>
  whileProbed(siege, async () => {
    const noise = Buffer.from(nodeCrypto.randomBytes(64 * 1_024));
    const endless = Buffer.from(noise.map((byte) => (byte === 10 ? 11 : byte)));
    const lines = Buffer.from(noise.map((byte) => (byte < 16 ? 10 : byte)));
    const taken: number[] = [];
    for (const kind of [endless, lines, Buffer.alloc(64 * 1_024)]) {
      taken.push(await streamGarbage(siege.bank, bytes, kind));
    }
    return taken;
  });

/** @param holdMs how long the valid client comes and goes while all of them are there */
export const endureHalfOpen = (
  siege: Siege,
  count: number,
  holdMs: number,
): Promise<Endured<void>> =>
  whileProbed(siege, async () => {
    const program = join(import.meta.dirname, 'half-open.ts');
    const child = spawn(process.execPath, [program, String(siege.bank.port), String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await sleep(holdMs);
    child.kill('SIGKILL');
    await hasExited(child);
  });
