import type { FaultKind } from '#shared/faults.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { RESPONSE_CODES, type ResponseCode } from '#shared/response-codes.ts';
import { NoAnswer } from '#wire/rpc-server.ts';
import type { BankServices } from '../services.ts';
import type { Batch } from '../state/batch.ts';
import { waitFor } from '../timers.ts';
import type { FaultHit } from './fault-book.ts';
import { announceFaults } from './fault-calls.ts';

const kinds = (...names: FaultKind[]): ReadonlySet<FaultKind> => new Set(names);

/** In the order a payment meets them. */
const SLOW = kinds('slow');
const THROTTLE = kinds('throttle');
/** The payer's bank cannot even look at the PIN, so a wrong one does not count. */
const BEFORE_PIN = kinds('hsm-down', 'remitter-offline');
/** Instead of the movement, for a payment that would have been made. */
const INSTEAD = kinds(
  'pending',
  'deemed',
  'credit-timeout',
  'credit-failed',
  'reversal-timeout',
  'debit-timeout',
  'internal-exception',
  'beneficiary-offline',
  'risk',
  'decline',
);
const DROP = kinds('drop-reply');

/** Who takes part in a payment, as far as known: accounts that a fault's scope may name. */
export type Parties = readonly string[];

function hitNow(services: BankServices, which: ReadonlySet<FaultKind>, parties: Parties) {
  const hit = services.faults.hit(which, parties);
  if (hit) announceFaults(services);
  return hit;
}

/** Before the bank does anything. @throws RpcError U80, U86, U89 or U94 when throttled */
export async function meetTraffic(services: BankServices, parties: Parties): Promise<void> {
  const slow = hitNow(services, SLOW, parties);
  if (slow) await waitFor(services.timers, slow.latencyMs);
  const throttle = hitNow(services, THROTTLE, parties);
  if (!throttle?.code) return;
  throw refusal(throttle.code, RESPONSE_CODES[throttle.code].payer.en);
}

function hitInBatch(
  services: BankServices,
  batch: Batch,
  which: ReadonlySet<FaultKind>,
  parties: Parties,
): FaultHit | undefined {
  if (!services.faults.isActive) return undefined;
  const hit = services.faults.hit(which, parties);
  if (!hit) return undefined;
  batch.undo.push(hit.undo);
  batch.after.push(() => announceFaults(services));
  return hit;
}

/** The code to decline with before the PIN is looked at. */
export const faultBeforePin = (
  services: BankServices,
  batch: Batch,
  parties: Parties,
): ResponseCode | undefined => hitInBatch(services, batch, BEFORE_PIN, parties)?.code;

/** What happens to a payment instead of being made. */
export const faultInstead = (
  services: BankServices,
  batch: Batch,
  parties: Parties,
): FaultHit | undefined => hitInBatch(services, batch, INSTEAD, parties);

/** After the commit. @throws NoAnswer when the answer is to be lost */
export function loseReply(services: BankServices, parties: Parties): void {
  if (hitNow(services, DROP, parties)) throw new NoAnswer();
}
