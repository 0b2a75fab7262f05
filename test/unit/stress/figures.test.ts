import { describe, expect, test } from 'vitest';
import { loadFastCrypto, nodeFastCrypto } from '#stress/fast-crypto.ts';
import { createMeasurements } from '#stress/measurements.ts';
import { parseStressOptions } from '#stress/options.ts';
import { createPhaseClock } from '#stress/phases.ts';
import { createSummary, formatSummary, type SummaryParts } from '#stress/summary.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';

describe('both cryptography libraries give the same bytes', () => {
  const seed = Uint8Array.from({ length: 32 }, (_, index) => index * 7 + 3);
  const data = new TextEncoder().encode('upi-sim order');

  test('the addon loads here', () => expect(loadFastCrypto().name).toBe('sodium-native'));

  test('keys and signatures', () => {
    const sodium = loadFastCrypto().phoneKey(seed);
    const node = nodeDeviceSigner(seed);
    expect(Buffer.from(sodium.publicKey)).toEqual(Buffer.from(node.publicKey));
    expect(Buffer.from(sodium.sign(data))).toEqual(Buffer.from(node.sign(data)));
  });

  test.each([loadFastCrypto(), nodeFastCrypto])('$name agrees with the bank', (phone) => {
    const bank = nodeCrypto.x25519();
    const { publicKey, shared } = phone.agree(bank.publicKey);
    expect(Buffer.from(bank.agree(publicKey))).toEqual(Buffer.from(shared));
  });
});

describe('measurements', () => {
  test('percentiles come from all values, intervals start anew', () => {
    let nowMs = 0;
    const figures = createMeasurements(() => nowMs);
    for (let ms = 1; ms <= 1_000; ms += 1) figures.record('success', '00', true, ms);
    nowMs = 500;
    const interval = figures.takeInterval();
    expect(interval).toMatchObject({ answered: 1_000, perSecond: 2_000 });
    expect(interval.latency.p50Ms).toBeCloseTo(500, -1);
    expect(interval.latency.p99Ms).toBeCloseTo(990, -1);
    nowMs = 600;
    expect(figures.takeInterval()).toMatchObject({ answered: 0, perSecond: 0 });
    expect(figures.totals().latency.maxMs).toBeCloseTo(1_000, -1);
  });

  test('wrong and lost are counted apart', () => {
    const figures = createMeasurements(() => 0);
    figures.record('success', '00', true, 1);
    figures.record('success', 'ZM', false, 1);
    figures.record('success', 'LOST', false, 1);
    figures.record('success', 'LOST', false, 1);
    expect(figures.totals()).toMatchObject({ answered: 4, wrong: 1, lost: 2 });
    expect(figures.totals().outcomes.map(({ code, count }) => [code, count])).toEqual([
      ['00', 1],
      ['ZM', 1],
      ['LOST', 2],
    ]);
  });
});

test('a phase keeps its time and count, also when it fails', async () => {
  let nowMs = 0;
  const phases = createPhaseClock(() => nowMs);
  const failing = phases.run('connect', 3, async (advance) => {
    advance();
    nowMs = 40;
    expect(phases.current).toEqual({ phase: 'connect', done: 1, total: 3, durationMs: 40 });
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  expect(phases.current).toBeUndefined();
  expect(phases.finished).toEqual([{ phase: 'connect', done: 1, total: 3, durationMs: 40 }]);
});

describe('the summary', () => {
  const figures = createMeasurements(() => 0);
  figures.record('success', '00', true, 2);
  const good: SummaryParts = {
    options: parseStressOptions({ users: 1, connections: 1 }),
    isStopped: false,
    signatures: 'sodium-native',
    phases: [
      { phase: 'derive', done: 1, total: 1, durationMs: 900 },
      { phase: 'connect', done: 1, total: 1, durationMs: 100 },
      { phase: 'register', done: 10, total: 10, durationMs: 200 },
      { phase: 'pay', done: 10, total: 10, durationMs: 500 },
      { phase: 'verify', done: 1, total: 1, durationMs: 300 },
    ],
    totals: figures.totals(),
    acknowledged: 1,
    verdict: {
      ...{ isSound: true, entries: 12, blocks: 2, sumPaise: '0' },
      ...{ durationMs: 5, missing: 0, doubled: 0 },
    },
    problems: [],
  };

  test('counts the whole without derivation and check', () => {
    const summary = createSummary(good);
    expect(summary).toMatchObject({ isGood: true, wholeMs: 800, paymentsPerSecond: 20 });
    expect(formatSummary(summary)).toContain('All replies were right.');
  });

  test.each([
    ['a payment missing', { verdict: { ...good.verdict, missing: 1 } }],
    ['a payment doubled', { verdict: { ...good.verdict, doubled: 1 } }],
    ['money made', { verdict: { ...good.verdict, sumPaise: '1' } }],
    ['ledger not sound', { verdict: { ...good.verdict, isSound: false, problem: 'entry 3' } }],
    ['ledger not checked', { verdict: undefined }],
    ['a wrong reply', { totals: { ...good.totals, wrong: 1 } }],
    ['a lost reply', { totals: { ...good.totals, lost: 1 } }],
    ['a problem', { problems: ['the disk is full'] }],
  ])('%s is not good', (_name, part) => {
    const summary = createSummary({ ...good, ...part } as SummaryParts);
    expect(summary.isGood).toBe(false);
    expect(formatSummary(summary)).toContain('NOT good.');
  });
});
