import { z } from 'zod';

/** What a stress run is asked to do; every field has a stated range and is refused by name. */
export const SCENARIO_NAMES = [
  'success',
  'wrong-pin',
  'insufficient',
  'replayed',
  'tampered',
  'duplicate',
  'over-limit',
  'unknown-payee',
] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

export const USERS_MAX = 200_000;
export const CONNECTIONS_MAX = 20_000;

const grouped = (value: number): string => value.toLocaleString('en-US');

/** A whole number, refused with its whole range. */
const whole = (least: number, most: number) => {
  const error = `takes a whole number from ${grouped(least)} to ${grouped(most)}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

const share = z.number().min(0).max(1_000_000);

export const loadShapes = ['closed', 'flash', 'steady', 'soak'] as const;
export type LoadShape = (typeof loadShapes)[number];

export const stressOptionsSchema = z.strictObject({
  users: whole(1, USERS_MAX).default(10_000),
  /** TLS connections to the bank or terminal; users share them when there are fewer. */
  connections: whole(1, CONNECTIONS_MAX).default(250),
  /** Operations under way at once in the closed shape, and while connecting and registering. */
  concurrency: whole(1, CONNECTIONS_MAX).default(250),
  /**
   * `closed`: the next starts when one ends. `flash`: everybody at one instant. `steady`: arrivals
   * at `ratePerSecond` whatever the answers do (open loop). `soak`: steady for `soakSeconds`.
   */
  shape: z.enum(loadShapes).default('closed'),
  ratePerSecond: z.number().min(1).max(100_000).default(1_000),
  soakSeconds: whole(1, 86_400).default(60),
  paymentsPerUser: whole(1, 1_000).default(1),
  /** Shops that are paid; 1 is the hot merchant. */
  merchants: whole(1, 64).default(8),
  route: z.enum(['direct', 'terminal']).default('direct'),
  /** How messages are framed on the connections; frames when not given. */
  framing: z.enum(['frames', 'websocket']).optional(),
  /** Relative weights of the scenarios. */
  mix: z
    .partialRecord(z.enum(SCENARIO_NAMES), share)
    .default({ success: 1, 'wrong-pin': 1, insufficient: 1 })
    .refine((mix) => Object.values(mix).some((weight) => weight > 0), 'needs one weight above 0'),
  seed: whole(0, 4_294_967_295).default(20_261_122),
});

export type StressOptions = z.output<typeof stressOptionsSchema>;
export type ScenarioMix = Partial<Record<ScenarioName, number>>;
