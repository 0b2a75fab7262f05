import type { FaultKind } from '#shared/faults.ts';
import type { Fault } from '#shared/protocol/fault-methods.ts';

type Part = Omit<Fault, 'id' | 'scope' | 'sharePercent'> & {
  readonly kind: FaultKind;
  readonly sharePercent?: number;
};

const MINUTE_MS = 60_000;

/** Weather that people know from real evenings; each replaces whatever was in force. */
export const PRESETS = {
  monsoon: [
    { kind: 'slow', latencyMs: 1_500, sharePercent: 60 },
    { kind: 'debit-timeout', sharePercent: 10 },
    { kind: 'drop-reply', sharePercent: 5 },
  ],
  salary: [
    { kind: 'slow', latencyMs: 3_000, sharePercent: 50 },
    { kind: 'throttle', sharePercent: 25 },
    { kind: 'hsm-down', sharePercent: 5 },
  ],
  remitter: [{ kind: 'remitter-offline', code: 'XY' }],
  beneficiary: [{ kind: 'beneficiary-offline', code: 'Y1' }],
  pending: [{ kind: 'pending', code: '01' }],
  deemed: [{ kind: 'deemed', code: 'RB' }],
  reversal: [{ kind: 'credit-failed', code: 'U31' }],
  lost: [{ kind: 'drop-reply', count: 1 }],
  clock: [{ kind: 'clock-skew', skewMs: -10 * MINUTE_MS }],
} as const satisfies Readonly<Record<string, readonly Part[]>>;

export type PresetName = keyof typeof PRESETS;
export const presetNames = Object.keys(PRESETS) as PresetName[];

/** The preset's faults for everybody or for one account. The bank has one clock. */
export const presetFaults = (name: PresetName, scope: string): Fault[] =>
  PRESETS[name].map((part: Part) => ({
    sharePercent: 100,
    ...part,
    id: `${name}-${part.kind}`,
    scope: part.kind === 'clock-skew' ? 'global' : scope,
  }));
