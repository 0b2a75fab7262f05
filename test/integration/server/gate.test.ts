import { expect, test } from 'vitest';
import type { Client } from '#bank/server/client.ts';
import { createGate } from '#bank/server/gate.ts';
import type { createRunners } from '#bank/server/methods.ts';
import { RPC_ERROR } from '#shared/protocol/json-rpc.ts';

const client = { role: 'anonymous' } as Client;
const call = { method: 'bank.info', params: {} };

/** A gate in front of one method that takes as long as the test wants. */
function slowGate(inFlightMax: number) {
  const releases: (() => void)[] = [];
  const info = () => new Promise<void>((resolve) => releases.push(resolve));
  const runners = { 'bank.info': info } as unknown as ReturnType<typeof createRunners>;
  return { gate: createGate(runners, inFlightMax), releases };
}

test('over the bound of the whole bank a call is throttled, not queued', async () => {
  const { gate, releases } = slowGate(2);
  const calls = [gate.run(client, call), gate.run(client, call)];
  await expect(gate.run(client, call)).rejects.toMatchObject({
    code: RPC_ERROR.throttled,
    data: { responseCode: 'U80' },
  });
  for (const release of releases) release();
  await Promise.all(calls);
  const next = gate.run(client, call);
  releases.at(-1)?.();
  await next;
});

test('draining waits for what is in flight and refuses the rest', async () => {
  const { gate, releases } = slowGate(2);
  const inFlight = gate.run(client, call);
  const drained = gate.drain(60_000);
  await expect(gate.run(client, call)).rejects.toMatchObject({ code: RPC_ERROR.throttled });
  releases[0]?.();
  await inFlight;
  expect(await drained).toBe(0);
});

test('draining ends at its limit and says what is left', async () => {
  const { gate, releases } = slowGate(2);
  const inFlight = gate.run(client, call);
  expect(await gate.drain(10)).toBe(1);
  releases[0]?.();
  await inFlight;
});
