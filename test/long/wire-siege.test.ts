import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSeed } from '../support/trust/run-seed.ts';
import {
  endureFuzz,
  endureGarbage,
  endureHalfOpen,
  laySiege,
  type Siege,
} from '../support/trust/siege.ts';

let siege: Siege;
beforeAll(async () => {
  siege = await laySiege(runSeed('siege'));
});
afterAll(() => siege.close());

const ANSWER_WITHIN_MS = 1_000;

test('100,000 mutated messages: no mistake of the bank, a valid client is answered', async () => {
  const { result, probe } = await endureFuzz(siege, 100_000);
  console.log(`fuzz: ${JSON.stringify({ ...result, ...probe })}`);
  expect(result.mistakes).toEqual([]);
  expect(result.answered).toBeGreaterThan(result.sent / 2);
  expect(probe.worstMs).toBeLessThan(ANSWER_WITHIN_MS);
});

test('10 MB of garbage, three kinds: hung up on long before the end', async () => {
  const { result, probe } = await endureGarbage(siege, 10_000_000);
  console.log(`garbage: ${JSON.stringify({ taken: result, ...probe })}`);
  expect(Math.max(...result)).toBeLessThan(10_000_000);
  expect(probe.worstMs).toBeLessThan(ANSWER_WITHIN_MS);
});

test('5,000 half-open connections from another process keep nobody out', async () => {
  const { probe } = await endureHalfOpen(siege, 5_000, 5_000);
  console.log(`half-open: ${JSON.stringify(probe)}`);
  expect(probe.worstMs).toBeLessThan(ANSWER_WITHIN_MS);
});

test('the bank wrote no complaint about itself', () => {
  expect(siege.bank.complaints()).not.toMatch(/call failed|could not be made durable/);
});
