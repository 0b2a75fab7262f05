import { DatabaseSync } from 'node:sqlite';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { seeded } from '../seeded.ts';
import { startBank } from './bank-process.ts';
import {
  type Attempt,
  expectResult,
  nextAttempt,
  openSession,
  populate,
  submit,
} from './payers.ts';

/** Lets a bank process make a ledger with some payments in it, then stops it. */
export async function makeLedger(folder: string, payments: number, seed = 21): Promise<Attempt[]> {
  const bank = await startBank(folder);
  const population = await populate(bank, { seed, random: seeded(seed), phoneCount: 4 });
  const line = await bank.connect('stress');
  const attempts: Attempt[] = [];
  for (const phone of population.phones) await openSession(phone, line, population.facts);
  while (attempts.length < payments) {
    const round = population.phones.map((phone) => nextAttempt(population, phone, false));
    await Promise.all(
      round.map(async (attempt) => {
        attempt.answer = expectResult(await submit(attempt, line, attempt.message));
      }),
    );
    attempts.push(...round);
  }
  line.close();
  const code = await bank.stop();
  if (code !== 0) throw new Error(`the bank ended with ${code}: ${bank.complaints()}`);
  // Everything into the one file, where bits are turned over.
  const database = new DatabaseSync(dataFolderPaths(folder).database);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return attempts;
}
