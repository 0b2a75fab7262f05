import { FAULT_KINDS, type FaultKind } from '#shared/faults.ts';
import type { Fault, FaultRow } from '#shared/protocol/fault-methods.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import type { RandomBytes } from '../core.ts';

/** A fault that hits a payment. */
export interface FaultHit {
  readonly kind: FaultKind;
  /** Undefined for kinds that answer with none. */
  readonly code: ResponseCode | undefined;
  readonly latencyMs: number;
  /** The batch it happened in was taken back: it did not happen. */
  undo(): void;
}

/** The faults in force. In an ordinary bank there are none, and nothing but `isActive` is asked. */
export interface FaultBook {
  readonly isActive: boolean;
  /** What the bank's clock is wrong by. */
  readonly skewMs: number;
  rows(): FaultRow[];
  set(faults: readonly Fault[]): void;
  /**
   * The first fault of these kinds that fits a payment between these accounts, if any; it counts as
   * a hit at once.
   */
  hit(kinds: ReadonlySet<FaultKind>, accountIds: readonly string[]): FaultHit | undefined;
}

interface Entry {
  row: FaultRow;
}

const isSame = (fault: Fault, { hits: _hits, count: _left, ...row }: FaultRow): boolean =>
  JSON.stringify({ ...fault, count: undefined }) === JSON.stringify({ ...row, count: undefined });

/** A fault that was not changed goes on where it was. */
function entryFor(fault: Fault, before: readonly Entry[]): Entry {
  const same = before.find(({ row }) => row.id === fault.id && isSame(fault, row));
  return same && same.row.count === fault.count ? same : { row: { ...fault, hits: 0 } };
}

const codeOf = ({ kind, code }: Fault): ResponseCode | undefined =>
  code ?? FAULT_KINDS[kind].codes[0];

export function createFaultBook(randomBytes: RandomBytes): FaultBook {
  let entries: Entry[] = [];
  let skewMs = 0;

  const isChosen = (sharePercent: number): boolean =>
    sharePercent >= 100 || Buffer.from(randomBytes(4)).readUInt32BE() % 100 < sharePercent;

  function take(entry: Entry): FaultHit {
    const { row } = entry;
    const { kind, count, latencyMs = 0 } = row;
    const left = count === undefined ? {} : { count: count - 1 };
    entry.row = { ...row, ...left, hits: row.hits + 1 };
    return {
      kind,
      code: codeOf(row),
      latencyMs,
      undo: () => {
        const { hits, count: now } = entry.row;
        entry.row = {
          ...entry.row,
          hits: hits - 1,
          ...(now === undefined ? {} : { count: now + 1 }),
        };
      },
    };
  }
  const isLeft = ({ row }: Entry): boolean => row.count === undefined || row.count > 0;

  return {
    get isActive() {
      return entries.length > 0 && entries.some(isLeft);
    },
    get skewMs() {
      return skewMs;
    },
    rows: () => entries.filter(isLeft).map(({ row }) => row),
    set(faults) {
      entries = faults.map((fault) => entryFor(fault, entries));
      skewMs = faults.find(({ kind }) => kind === 'clock-skew')?.skewMs ?? 0;
    },
    hit(kinds, accountIds) {
      for (const entry of entries) {
        const { kind, scope, sharePercent } = entry.row;
        if (!kinds.has(kind) || !isLeft(entry)) continue;
        if (scope !== 'global' && !accountIds.includes(scope)) continue;
        if (isChosen(sharePercent)) return take(entry);
      }
      return undefined;
    },
  };
}
