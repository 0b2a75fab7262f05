import { describe, expect, test } from 'vitest';
import { SCENARIO_NAMES, type ScenarioName } from '#shared/stress-options.ts';
import { type ExpectedAccount, expectCode } from '#stress/expectation.ts';
import { SCENARIOS, scenarioPicker } from '#stress/scenarios.ts';

const countOf = (pick: (index: number) => ScenarioName, count: number): Map<ScenarioName, number> =>
  Array.from({ length: count }, (_, index) => pick(index)).reduce(
    (counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1),
    new Map<ScenarioName, number>(),
  );

describe('the picker keeps the weights', () => {
  test('a third is a third', () => {
    const counts = countOf(scenarioPicker({ success: 1, 'wrong-pin': 1, insufficient: 1 }), 9_999);
    expect([...counts.values()]).toEqual([3_333, 3_333, 3_333]);
  });

  test('uneven weights are exact over the weights’ sum, and spread out', () => {
    const pick = scenarioPicker({ success: 7, replayed: 2, tampered: 1 });
    for (const start of [0, 10, 70]) {
      const counts = countOf((index) => pick(start + index), 10);
      expect(Object.fromEntries(counts)).toEqual({ success: 7, replayed: 2, tampered: 1 });
    }
  });

  test('a weight of zero never comes', () => {
    const counts = countOf(scenarioPicker({ success: 3, duplicate: 0 }), 100);
    expect(Object.fromEntries(counts)).toEqual({ success: 100 });
  });

  test('all scenarios in one mix come equally often', () => {
    const mix = Object.fromEntries(SCENARIO_NAMES.map((name) => [name, 1]));
    expect(new Set(countOf(scenarioPicker(mix), 800).values())).toEqual(new Set([100]));
  });
});

describe('what the bank must answer depends on the account’s past', () => {
  const rules = { pinTriesMax: 3, route: 'direct' } as const;
  const fresh = (): ExpectedAccount => ({ balancePaise: 5_000, wrongPins: 0 });

  test.each(SCENARIO_NAMES)('%s on a fresh account gets the table’s code', (name) => {
    const { expects } = SCENARIOS[name];
    expect(expectCode(SCENARIOS[name], 2_000, fresh(), rules)).toBe(expects.code);
  });

  test('the third wrong PIN locks, and then the right one gets Z6 too', () => {
    const account = fresh();
    const codes = (['wrong-pin', 'wrong-pin', 'wrong-pin', 'success'] as const).map((name) =>
      expectCode(SCENARIOS[name], 2_000, account, rules),
    );
    expect(codes).toEqual(['ZM', 'ZM', 'Z6', 'Z6']);
    expect(account.balancePaise).toBe(5_000);
  });

  test('a right PIN in between starts the count again', () => {
    const account = fresh();
    const codes = (['wrong-pin', 'wrong-pin', 'insufficient', 'wrong-pin'] as const).map((name) =>
      expectCode(SCENARIOS[name], 2_000, account, rules),
    );
    expect(codes).toEqual(['ZM', 'ZM', 'Z9', 'ZM']);
  });

  test('an emptied account gets Z9', () => {
    const account = fresh();
    const codes = [1, 2, 3].map(() => expectCode(SCENARIOS.success, 2_000, account, rules));
    expect(codes).toEqual(['00', '00', 'Z9']);
  });

  test('through a terminal an unknown payee is not that terminal’s merchant', () => {
    const code = expectCode(SCENARIOS['unknown-payee'], 2_000, fresh(), {
      ...rules,
      route: 'terminal',
    });
    expect(code).toBe('X6');
  });

  test('a message changed on the way does not count as a PIN try', () => {
    const account = { balancePaise: 5_000, wrongPins: 2 };
    expect(expectCode(SCENARIOS.tampered, 2_000, account, rules)).toBe('U15');
    expect(account).toEqual({ balancePaise: 5_000, wrongPins: 2 });
  });
});
