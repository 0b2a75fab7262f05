import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PayOutcome } from '#shared/device/pending.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { seeded } from '../../support/seeded.ts';
import { createChaos } from '../../support/trust/chaos-relay.ts';
import { runSeed } from '../../support/trust/run-seed.ts';
import { asTester, type Bench, openBench, type PhoneBench, PIN } from '../terminal/bench.ts';

/**
 * Real phones, a real UPI machine and a real bank, with somebody on every line between them who
 * edits, drops, delays, repeats and reorders. Whatever the phone says in the end must be true.
 */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const PHONES = 6;
const PAYMENTS = 8;
/** A swallowed message costs this much; an honest answer takes a few milliseconds. */
const TIMEOUT_MS = 400;
const ELEVEN_MINUTES_MS = 660_000;

/** What the phone believes to have paid. */
function note(paid: Set<string>, outcome: PayOutcome): void {
  if (outcome.kind === 'paid') paid.add(outcome.result.txnId);
}

/** Every amount once, so that no payment takes up the id of an earlier one. */
async function payAll({ phone }: PhoneBench, code: string): Promise<Set<string>> {
  const paid = new Set<string>();
  for (let count = 1; count <= PAYMENTS; count++) {
    const prepared = await phone.prepare(code);
    if (!prepared.ok) continue;
    const request = { payment: prepared.value, amountPaise: 100 + count, pin: PIN };
    note(paid, await phone.pay(request));
  }
  return paid;
}

async function paidAtBank({ phone }: PhoneBench): Promise<string[]> {
  const history = await phone.history();
  if (!history.ok) throw new Error(history.failure.detail);
  return history.value.rows
    .filter(({ type, code }) => type === 'payment' && code === '00')
    .map(({ txnId }) => txnId);
}

test('whatever the lines do, phone and bank agree on what was paid', async () => {
  const terminal = await bench.addTerminal();
  const chaos = createChaos(seeded(runSeed('chaos')));
  const connect = async (port: number) => chaos.through(await bench.connect(port));
  const phones: PhoneBench[] = [];
  for (let index = 0; index < PHONES; index++) {
    phones.push(
      await bench.addUser('Ravi Kumar', {
        timeoutMs: TIMEOUT_MS,
        connectBank: async (options) =>
          asTester(createRpcCaller(await connect(bench.bankPort), options)),
        connectTerminal: async ({ port }, options) => createRpcCaller(await connect(port), options),
      }),
    );
  }
  chaos.isOn = true;
  const code = `${terminal.identity.vmid}:${terminal.port}`;
  const beliefs = await Promise.all(phones.map((phone) => payAll(phone, code)));
  chaos.isOn = false;
  chaos.release();
  await bench.timers.advance(ELEVEN_MINUTES_MS);

  let paidCount = 0;
  for (const [index, user] of phones.entries()) {
    const believed = beliefs[index] as Set<string>;
    const resolved = await user.phone.resolvePending();
    if (!resolved.ok) throw new Error(resolved.failure.detail);
    for (const outcome of resolved.value) note(believed, outcome);
    expect(await user.store.loadPending()).toEqual([]);
    const paid = await paidAtBank(user);
    expect(new Set(paid)).toEqual(believed);
    expect(paid).toHaveLength(believed.size);
    paidCount += paid.length;
  }
  console.log(`chaos: ${paidCount} paid, ${JSON.stringify(chaos.deeds)}`);
  expect(Math.min(...Object.values(chaos.deeds))).toBeGreaterThan(0);
  expect(paidCount).toBeGreaterThan(0);
  expect(await bench.core().verify()).toMatchObject({ isSound: true, sumPaise: '0' });
}, 120_000);
