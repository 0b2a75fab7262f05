import type { CallParams } from '#shared/simulator/contract.ts';
import type { StressRequest } from '#shared/simulator/stress-records.ts';
import { type LoadShape, SCENARIO_NAMES, type ScenarioName } from '#shared/stress-options.ts';

/** What the form holds; undefined while a field is empty or out of range. */
export interface StressDraft {
  readonly users: number | undefined;
  readonly connections: number | undefined;
  readonly concurrency: number | undefined;
  readonly paymentsPerUser: number | undefined;
  readonly merchants: number | undefined;
  readonly ratePerSecond: number | undefined;
  readonly soakSeconds: number | undefined;
  readonly shape: LoadShape;
  readonly route: 'direct' | 'terminal';
  readonly target: 'scratch' | 'live';
  readonly mix: Readonly<Record<ScenarioName, number | undefined>>;
}

const ORIGINAL: ReadonlySet<ScenarioName> = new Set(['success', 'wrong-pin', 'insufficient']);

export const firstDraft: StressDraft = {
  users: 1_000,
  connections: 100,
  concurrency: 250,
  paymentsPerUser: 1,
  merchants: 8,
  ratePerSecond: 500,
  soakSeconds: 60,
  shape: 'closed',
  route: 'direct',
  target: 'scratch',
  mix: Object.fromEntries(
    SCENARIO_NAMES.map((name) => [name, ORIGINAL.has(name) ? 1 : 0]),
  ) as Record<ScenarioName, number>,
};

/** A run as it was asked for, back in the form. */
export function draftOf({ target, options }: StressRequest): StressDraft {
  const { mix, seed: _seed, framing: _framing, ...rest } = options;
  const weights = SCENARIO_NAMES.map((name) => [name, mix[name] ?? 0]);
  return { ...rest, target, mix: Object.fromEntries(weights) as StressDraft['mix'] };
}

/** Undefined while something in the form is not right. */
export function requestOf(draft: StressDraft): CallParams<'stress.start'> | undefined {
  const { target, mix, route, ...options } = draft;
  const weights = Object.values(mix);
  if (weights.includes(undefined) || !weights.some((weight) => (weight ?? 0) > 0)) return undefined;
  if (Object.values(options).includes(undefined)) return undefined;
  return {
    target,
    // Terminals come with a scratch bank only.
    options: {
      ...options,
      mix,
      route: target === 'live' ? 'direct' : route,
    } as CallParams<'stress.start'>['options'],
  };
}
