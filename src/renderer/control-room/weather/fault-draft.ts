import { FAULT_KINDS, FAULTS_MAX, type FaultKind } from '#shared/faults.ts';
import type { Fault, FaultRow } from '#shared/protocol/fault-methods.ts';
import { isResponseCode } from '#shared/response-codes.ts';

/** One fault as it is being put together in the form. */
export interface FaultDraft {
  readonly kind: FaultKind;
  readonly sharePercent: number;
  /** Undefined for "until it is ended". */
  readonly count: number | undefined;
  /** Empty for the kind's usual code. */
  readonly code: string;
  readonly latencyMs: number | undefined;
  readonly skewMinutes: number | undefined;
}

export const firstFaultDraft: FaultDraft = {
  kind: 'slow',
  sharePercent: 100,
  count: undefined,
  code: '',
  latencyMs: 2_000,
  skewMinutes: -10,
};

const MINUTE_MS = 60_000;

/** Never the id of another fault in force. */
function freeId(kind: FaultKind, faults: readonly FaultRow[]): string {
  const taken = new Set(faults.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = `${kind}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** The fault, or undefined while something that it needs is missing. */
export function faultOf(
  draft: FaultDraft,
  scope: string,
  faults: readonly FaultRow[],
): Fault | undefined {
  const { kind, sharePercent, count, code, latencyMs, skewMinutes } = draft;
  if (faults.length >= FAULTS_MAX) return undefined;
  const id = freeId(kind, faults);
  const { parameter } = FAULT_KINDS[kind];
  if (parameter === 'skewMs') {
    if (!skewMinutes) return undefined;
    return { id, kind, scope: 'global', sharePercent: 100, skewMs: skewMinutes * MINUTE_MS };
  }
  if (parameter === 'latencyMs' && latencyMs === undefined) return undefined;
  return {
    ...{ id, kind, scope, sharePercent },
    ...(count === undefined ? {} : { count }),
    ...(isResponseCode(code) ? { code } : {}),
    ...(parameter === 'latencyMs' && latencyMs !== undefined ? { latencyMs } : {}),
  };
}

/** What the bank is sent to leave a fault as it is. */
export const asFault = ({ hits: _hits, ...fault }: FaultRow): Fault => fault;
