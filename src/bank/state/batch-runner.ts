import { setImmediate as nextTurn } from 'node:timers/promises';
import { RPC_ERROR, RpcError, refusal } from '#shared/protocol/json-rpc.ts';
import type { SealHead } from '../ledger/head-seal.ts';
import type { ReportProblem } from '../report-problem.ts';
import type { BankStore } from '../store/bank-store.ts';
import { StoreFailure } from '../store/store-failure.ts';
import type { BankState } from './bank-state.ts';
import { type Batch, beginBatch, hasWrites, type Prefetched, rollbackBatch } from './batch.ts';
import type { BankBounds } from './bounds.ts';
import { commitBatch } from './commit-batch.ts';
import type { BlockRecord, PaymentRecord } from './entities.ts';

/** What a command answers once its batch is durable. A refusal may come with durable changes. */
export type Outcome<T> = { readonly value: T } | { readonly error: RpcError };

export interface Command<T> {
  /** Payment ids whose records `execute` needs. */
  readonly txnIds?: readonly string[];
  /** Charges that `execute` needs. */
  readonly references?: readonly string[];
  /** Collect requests that `execute` needs. */
  readonly collects?: readonly string[];
  /** Payments whose refunded sum `execute` needs. */
  readonly refundsOf?: readonly string[];
  /** Runs to the end without waiting. An RpcError thrown before the first change refuses it. */
  execute(batch: Batch): Outcome<T>;
}

export interface BatchRunner {
  /** @throws RpcError: the command's own, U80 when the queue is full, XY when the store failed */
  run<T>(command: Command<T>): Promise<T>;
  readonly waiting: number;
  /**
   * Refuses new commands from now on, runs one last of the bank's own behind those that wait, and
   * resolves when all are settled. @throws RpcError when the last one failed
   */
  close(last: Command<void>): Promise<void>;
}

interface Waiting {
  readonly command: Command<unknown>;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface RunnerOptions {
  readonly state: BankState;
  readonly store: BankStore;
  readonly bounds: BankBounds;
  readonly sealHead: SealHead;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  /** Before each commit: may add meta rows. */
  readonly onCommit: (batch: Batch) => void;
  /** After each durable commit, before anybody is answered. */
  readonly onDurable: (block: BlockRecord | undefined, durationMs: number) => void;
  readonly onProblem: ReportProblem;
  /** Number of the last durable batch. */
  readonly lastBatch: number;
}

const closing = (): RpcError =>
  refusal('U80', 'The bank is closing. No money was taken. Try again when it is back.');

const tooBusy = (): RpcError =>
  refusal('U80', 'The bank is too busy. No money was taken. Try again in a moment.');

/** What callers hear when the store could not make their batch durable. */
function storeRefusal(failure: unknown): RpcError {
  if (!(failure instanceof StoreFailure)) {
    return new RpcError(RPC_ERROR.internal, 'The bank made a mistake. No money was taken.');
  }
  if (failure.isOutcomeUnknown) {
    // Not a refusal: those promise that nothing was used up, and here nobody can promise that.
    const { message } = failure;
    return new RpcError(RPC_ERROR.unreachable, message, { responseCode: 'XY', detail: message });
  }
  return refusal(
    'XY',
    `${failure.message} Nothing was done and no money was taken. Try again when that is put right.`,
  );
}

const union = (
  waiting: readonly Waiting[],
  pick: (c: Command<unknown>) => readonly string[] | undefined,
) => [...new Set(waiting.flatMap(({ command }) => pick(command) ?? []))];

async function endedCollects(
  store: BankStore,
  state: BankState,
  waiting: readonly Waiting[],
): Promise<Prefetched['endedCollects']> {
  const references = union(waiting, (command) => command.collects).filter(
    (reference) => !state.collects.open.has(reference),
  );
  const found = references.length > 0 ? await store.findCollects(references) : [];
  return new Map(found.map((collect) => [collect.reference, collect]));
}

async function prefetch(
  { store, state }: RunnerOptions,
  waiting: readonly Waiting[],
): Promise<Prefetched> {
  const txnIds = union(waiting, (command) => command.txnIds);
  const refundsOf = union(waiting, (command) => command.refundsOf);
  const references = union(waiting, (command) => command.references).filter(
    (reference) => !state.charges.has(reference),
  );
  const known = new Map<string, PaymentRecord[]>();
  const records = txnIds.length > 0 ? await store.findRecords(txnIds) : [];
  for (const record of records) {
    const same = known.get(record.txnId);
    if (same) same.push(record);
    else known.set(record.txnId, [record]);
  }
  const charges = references.length > 0 ? await store.findCharges(references) : [];
  for (const charge of charges) state.charges.set(charge.reference, charge);
  const refunded =
    refundsOf.length > 0 ? await store.refundedPaise(refundsOf) : new Map<string, number>();
  return { known, refunded, endedCollects: await endedCollects(store, state, waiting) };
}

/**
 * Group commit: whatever arrives while a batch is being made durable goes into the next one, at
 * most `batchMax` commands each.
 */
export function createBatchRunner(options: RunnerOptions): BatchRunner {
  const { state, store, bounds } = options;
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  let isClosed = false;
  let lastBatch = options.lastBatch;

  /** What comes after a durable commit must neither undo it nor stop the bank. */
  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      options.onProblem('something failed after a commit', error);
    }
  }

  /**
   * Runs the commands. One that fails in a way it must not (a mistake in the program) is taken out
   * and the others run again from where the batch began.
   */
  function execute(
    waiting: Waiting[],
    found: Prefetched,
  ): { batch: Batch; outcomes: Outcome<unknown>[]; served: Waiting[] } {
    const batch = beginBatch(state, options.nowMs(), found);
    const outcomes: Outcome<unknown>[] = [];
    for (const [index, { command, reject }] of waiting.entries()) {
      try {
        outcomes.push(command.execute(batch));
      } catch (error) {
        if (error instanceof RpcError) {
          outcomes.push({ error });
          continue;
        }
        rollbackBatch(batch);
        options.onProblem('a command failed in a way it must not', error);
        reject(storeRefusal(error));
        return execute(waiting.toSpliced(index, 1), found);
      }
    }
    return { batch, outcomes, served: waiting };
  }

  /** Executes and commits; undefined when that failed and everybody was told. */
  async function makeDurable(waiting: Waiting[]) {
    let batch: Batch | undefined;
    try {
      const done = execute(waiting, await prefetch(options, waiting));
      batch = done.batch;
      if (!hasWrites(batch)) return done;
      options.onCommit(batch);
      const startedMs = options.monotonicMs();
      const block = await commitBatch(store, batch, lastBatch + 1, options.sealHead, bounds);
      lastBatch += 1;
      state.lastTimeMs = batch.timeMs;
      const durationMs = options.monotonicMs() - startedMs;
      batch = undefined;
      attempt(() => options.onDurable(block, durationMs));
      return done;
    } catch (failure) {
      if (batch) rollbackBatch(batch);
      options.onProblem('a batch could not be made durable', failure);
      // Nobody knows whether the batch is durable: only a fresh start can tell.
      if (failure instanceof StoreFailure && failure.isOutcomeUnknown) isClosed = true;
      const error = storeRefusal(failure);
      for (const { reject } of waiting) reject(error);
      return undefined;
    }
  }

  async function runBatch(waiting: Waiting[]): Promise<void> {
    const done = await makeDurable(waiting);
    if (!done) return;
    for (const [index, { resolve, reject }] of done.served.entries()) {
      const outcome = done.outcomes[index] as Outcome<unknown>;
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.value);
    }
    for (const hook of done.batch.after) attempt(hook);
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      await nextTurn();
      await runBatch(queue.splice(0, bounds.batchMax));
    }
    running = undefined;
  }

  const enqueue = <T>(command: Command<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      queue.push({ command, resolve: resolve as (value: unknown) => void, reject });
      running ??= drain();
    });

  return {
    async run(command) {
      if (isClosed) throw closing();
      if (queue.length >= bounds.queueMax) throw tooBusy();
      return enqueue(command);
    },
    get waiting() {
      return queue.length;
    },
    async close(last) {
      isClosed = true;
      try {
        await enqueue(last);
      } finally {
        await running;
      }
    },
  };
}
