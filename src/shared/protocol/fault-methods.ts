import { z } from 'zod';
import {
  FAULT_KINDS,
  FAULTS_MAX,
  type FaultKind,
  faultKinds,
  LATENCY_MAX_MS,
  SKEW_MAX_MS,
} from '../faults.ts';
import * as field from './fields.ts';
import type { MethodTable } from './json-rpc.ts';

const faultFields = z.strictObject({
  /** Chosen by whoever sets it: lower-case letters, digits and dashes. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
  kind: z.enum(faultKinds as [FaultKind, ...FaultKind[]]),
  /** Every payment, or those that this person pays or receives, or that this shop receives. */
  scope: z.union([z.literal('global'), field.accountId]),
  /** Of the payments in its scope, in percent; chosen at random below 100. */
  sharePercent: z.number().int().min(1).max(100).default(100),
  /** How many payments it still hits before it goes away by itself; for ever when absent. */
  count: z.number().int().min(1).max(1_000_000).optional(),
  /** One of the kind's codes; its first when absent. */
  code: field.responseCode.optional(),
  latencyMs: z.number().int().min(1).max(LATENCY_MAX_MS).optional(),
  /** Added to the bank's clock; below zero sets it back. */
  skewMs: z.number().int().min(-SKEW_MAX_MS).max(SKEW_MAX_MS).optional(),
});

type Fields = z.infer<typeof faultFields>;

/** What is wrong with a fault as a whole, as path and message. */
function problemOf(fault: Fields): readonly [path: keyof Fields, message: string] | undefined {
  const { codes, parameter } = FAULT_KINDS[fault.kind];
  if (fault.code !== undefined && !codes.some((code) => code === fault.code)) {
    const choice = codes.length === 0 ? 'no code' : codes.join(', ');
    return ['code', `must be ${choice} for ${fault.kind}`];
  }
  for (const name of ['latencyMs', 'skewMs'] as const) {
    if (name === parameter && fault[name] === undefined) return [name, `${fault.kind} needs it`];
    if (name !== parameter && fault[name] !== undefined) {
      return [name, `${fault.kind} does not use it`];
    }
  }
  if (fault.kind !== 'clock-skew') return undefined;
  if (fault.scope !== 'global') return ['scope', 'the bank has one clock: must be global'];
  if (fault.sharePercent !== 100) return ['sharePercent', 'the bank has one clock: must be 100'];
  return fault.count === undefined ? undefined : ['count', 'a clock counts no payments'];
}

export const fault = faultFields.superRefine((value, context) => {
  const problem = problemOf(value);
  if (problem) context.addIssue({ code: 'custom', path: [problem[0]], message: problem[1] });
});
export type Fault = z.infer<typeof fault>;

/** A fault in force; `count` is what it has left. */
export const faultRow = faultFields.extend({
  /** Payments hit since it was set. */
  hits: z.number().int().min(0),
});
export type FaultRow = z.infer<typeof faultRow>;

export const faultList = z.object({ faults: z.array(faultRow) });

/** Faults live in the bank's memory: a bank that starts anew has none. */
export const faultMethods = {
  'admin.faults': { params: z.strictObject({}), result: faultList },
  /**
   * Sets the whole list; an empty one ends all faults. A fault sent back as `admin.faults` shows it
   * keeps its hits. A payment meets `slow`, `throttle`, then `hsm-down` and `remitter-offline`, then
   * PIN and rules, then whatever else decides its outcome, last `drop-reply`; of several that fit at
   * one place the first in the list.
   */
  'admin.setFaults': {
    params: z.strictObject({
      faults: z
        .array(fault)
        .max(FAULTS_MAX)
        .refine(
          (faults) => new Set(faults.map(({ id }) => id)).size === faults.length,
          'every id must be used once',
        ),
    }),
    result: faultList,
  },
} as const satisfies MethodTable;
