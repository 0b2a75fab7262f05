import type { EventHub } from '../events/event-hub.ts';
import type { Meter } from '../events/meter.ts';
import { blockRowOf } from '../ledger/ledger-calls.ts';
import type { SignedLedger } from '../ledger/signed-ledger.ts';
import type { BlockRecord } from '../state/entities.ts';

/** After each commit: sign the new head, count, tell the control room of the block. */
export const durableHook =
  (ledger: SignedLedger, events: EventHub, meter: Meter) =>
  (block: BlockRecord | undefined, durationMs: number): void => {
    ledger.advance();
    meter.committed(block?.entryCount ?? 0, durationMs);
    if (block) events.toAdmin('block', () => ({ kind: 'block', block: blockRowOf(block) }));
  };
