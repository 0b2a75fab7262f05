import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runAttack } from '#attacks/run-attack.ts';
import {
  type AttackExhibitName,
  type AttackFigureName,
  type AttackId,
  type AttackOutcome,
  attackOutcome,
} from '#shared/simulator/attack-records.ts';

// Banks, terminals and phones with real PINs start here, also on machines that are busy.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upi-attack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  attack: AttackId,
): Promise<[defended: AttackOutcome, undefended: AttackOutcome]> {
  const outcomes: AttackOutcome[] = [];
  const { signal } = new AbortController();
  await runAttack({ attack, folder, signal, onOutcome: (outcome) => outcomes.push(outcome) });
  for (const outcome of outcomes) expect(attackOutcome.safeParse(outcome).error).toBeUndefined();
  const [defended, undefended] = outcomes;
  if (!defended || !undefended) throw new Error('a side is missing');
  return [defended, undefended];
}

const figureOf = (outcome: AttackOutcome, name: AttackFigureName): number =>
  Number(outcome.figures.find((each) => each.name === name)?.value);
const exhibitOf = (outcome: AttackOutcome, name: AttackExhibitName): string =>
  outcome.exhibits.find((each) => each.name === name)?.value ?? '';

const jsonOf = (outcome: AttackOutcome, name: AttackExhibitName) =>
  JSON.parse(exhibitOf(outcome, name));
const stopped = ({ isStopped }: AttackOutcome): boolean => isStopped;

test('1: a payment that the terminal sends again moves nothing; without the guard it moves twice', async () => {
  const [defended, undefended] = await run('replay');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  expect(defended.refusal).toMatchObject({ code: 'U01' });
  expect(jsonOf(defended, 'captured-message').params).toHaveProperty('box');
  expect(figureOf(defended, 'shop-after')).toBe(2_000);
  const [first, again] = jsonOf(defended, 'order-again');
  expect(first).toMatchObject({ code: '00', rrn: again.rrn, ledger: again.ledger });

  expect(figureOf(undefended, 'shop-after')).toBe(4_000);
  const payments = jsonOf(undefended, 'payment-answer');
  expect(payments).toHaveLength(2);
  expect(payments[0].txnId).toBe(payments[1].txnId);
});

test('2: no terminal can change an amount; without binding it takes what it likes', async () => {
  const [defended, undefended] = await run('amount');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  expect(jsonOf(defended, 'bank-answer').error.data.responseCode).toBe('U14');
  expect(defended.refusal).toMatchObject({ code: 'U15' });
  expect(exhibitOf(defended, 'box-before')).not.toBe(exhibitOf(defended, 'box-changed'));
  // The phone noticed, went round the machine and paid what was asked, once.
  expect(figureOf(defended, 'shop-after')).toBe(2_000);
  expect(figureOf(undefended, 'shop-after')).toBe(50_000);
});

test("3: the shop's phone refuses a swapped code; a phone that believes codes pays the crook", async () => {
  const [defended, undefended] = await run('sticker');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  expect(defended.refusal?.code).toBe('X6');
  expect(jsonOf(defended, 'wrong-key-verdict').refused.detail).toContain('signature in the code');
  expect(jsonOf(defended, 'unsigned-verdict')).toEqual({
    payeeName: 'Quick Cash Traders',
    payeeVpa: expect.stringContaining('@'),
    trust: 'unsigned',
  });
  expect(figureOf(undefended, 'crook-after') - figureOf(undefended, 'crook-before')).toBe(2_000);
});

test('4: verify names what was edited, forged and deleted; with the stolen key it believes', async () => {
  const [defended, undefended] = await run('ledger');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  expect(jsonOf(defended, 'edited-verdict').problem).toMatch(/^entry 3 \(SIM.*signed order/);
  expect(jsonOf(defended, 'forged-verdict').problem).toMatch(/^entry 5 \(SIM.*signature/);
  expect(jsonOf(defended, 'deleted-verdict').problem).toMatch(/entry 3 is missing/);
  expect(jsonOf(undefended, 'forged-verdict')).toEqual({ isSound: true });
  expect(figureOf(undefended, 'crook-after')).toBe(10_000_000);
  expect(jsonOf(undefended, 'witness-verdict')).toMatchObject({ isSound: false });
});

test('5: a bank refuses a database older than its signature; one that kept none gives the money back', async () => {
  const [defended, undefended] = await run('rollback');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  expect(defended.refusal).toMatchObject({ code: 'database-behind' });
  expect(figureOf(defended, 'leaves-signed')).toBeGreaterThan(figureOf(defended, 'leaves-found'));
  expect(figureOf(undefended, 'payer-after')).toBe(figureOf(undefended, 'payer-before'));
  expect(jsonOf(undefended, 'payment-answer')).toMatchObject({ kind: 'paid' });
});

test('6: three wrong PINs lock the account even for the right one; without the lock a PIN is found', async () => {
  const [defended, undefended] = await run('pin-online');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  const codes = jsonOf(defended, 'guesses').map(({ code }: { code: string }) => code);
  expect(codes).toEqual(['ZM', 'ZM', 'Z6', 'Z6', 'Z6']);
  expect(defended.refusal?.code).toBe('Z6');
  expect(figureOf(defended, 'crook-after')).toBe(figureOf(defended, 'crook-before'));
  expect(jsonOf(undefended, 'guesses').at(-1)).toMatchObject({ code: '00' });
  expect(figureOf(undefended, 'guesses-made')).toBeGreaterThan(5);
});

test('7: a stolen database opens nothing; with the wrapping key its PINs are cracked', async () => {
  const [defended, undefended] = await run('pin-offline');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  expect(exhibitOf(defended, 'unwrap-answer')).toMatch(/unable to authenticate/);
  const rate = figureOf(undefended, 'guesses-per-second');
  const cores = figureOf(undefended, 'cores');
  expect(figureOf(undefended, 'seconds-for-4-digits')).toBeCloseTo(1e4 / rate / cores, 3);
  expect(figureOf(undefended, 'seconds-for-6-digits')).toBeCloseTo(1e6 / rate / cores, 3);
  expect(figureOf(undefended, 'plain-hash-guesses-per-second')).toBeGreaterThan(rate);
  expect(jsonOf(undefended, 'crack-log').at(-1)).toMatchObject({ isRight: true });
});

test('8: a picture of a payment is in no ledger, proves nothing and makes no sound', async () => {
  const [defended, undefended] = await run('screenshot');
  expect([defended, undefended].map(stopped)).toEqual([true, false]);
  expect(jsonOf(defended, 'ledger-answer').rows).toEqual([]);
  expect(exhibitOf(defended, 'receipt-verdict')).toBe(
    'the entry is not in the ledger that was signed',
  );
  expect(jsonOf(defended, 'terminal-state')).toEqual({
    afterTheScreenshot: { charge: 'active', paidToday: 1, lastPayment: '100' },
    afterARealPayment: { charge: 'paid', paidToday: 2, lastPayment: '25000' },
  });
  expect(figureOf(undefended, 'shop-after')).toBe(figureOf(undefended, 'shop-before'));
});

test.each(['replay', 'ledger', 'pin-offline'] as const)(
  '%s stops where it is when it is told to',
  async (attack) => {
    const stop = new AbortController();
    const outcomes: AttackOutcome[] = [];
    const running = runAttack({
      ...{ attack, folder, signal: stop.signal },
      onSide: () => setImmediate(() => stop.abort(new Error('stopped'))),
      onOutcome: (outcome) => outcomes.push(outcome),
    });
    await expect(running).rejects.toThrow('stopped');
    expect(outcomes).toEqual([]);
  },
);
