import { StoreFailure } from '../store-failure.ts';

/**
 * Knows which batches this bank has written, and stops it for good when the database is not as it
 * left it: another bank wrote meanwhile, or the server came back with older files. What the bank
 * holds in memory is worth nothing then.
 */
export function createTurns() {
  let last: number | undefined;
  /** Sent, and nobody has told what became of it. */
  let open: number | undefined;
  let failure: StoreFailure | undefined;
  return {
    begin(number: number): void {
      if (failure) throw failure;
      open = number;
    },
    end(number: number): void {
      last = number;
      open = undefined;
    },
    /** The batch was not written. */
    cancel(): void {
      open = undefined;
    },
    /** @throws StoreFailure, and from then on always */
    check(found: number): void {
      if (failure) throw failure;
      if (last !== undefined && found !== last && found !== open) {
        failure = new StoreFailure(
          'damaged',
          `The database is at batch ${found}, this bank at ${open ?? last}: another bank has written there, or it was put back to an older state. Restart the bank.`,
        );
        throw failure;
      }
      last = found;
      open = undefined;
    },
  };
}
