import type { Client, QueryConfig } from 'pg';
import { StoreFailure } from '../store-failure.ts';
import { isAnswer, runningFailure } from './failure.ts';

/**
 * Sends a whole transaction at once and waits for all answers: one round trip.
 * @throws StoreFailure whose outcome is known whenever the server has told, unknown when the
 * connection broke before it could
 */
export async function commitAll(
  client: Client,
  statements: readonly QueryConfig[],
  label: string,
): Promise<void> {
  const answers = await Promise.allSettled(statements.map((statement) => client.query(statement)));
  const failed = answers.find(({ status }) => status === 'rejected') as
    | PromiseRejectedResult
    | undefined;
  const last = answers.at(-1);
  if (!failed) {
    if (last?.status === 'fulfilled' && last.value.command === 'COMMIT') return;
    throw new StoreFailure('lost', 'The database server did not commit.');
  }
  // The first thing that went wrong was an answer: the transaction is off, whatever came after.
  const isOutcomeUnknown = !isAnswer(failed.reason);
  throw runningFailure(failed.reason, label, { isOutcomeUnknown });
}
