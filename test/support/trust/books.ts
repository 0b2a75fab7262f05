import { openStoreAudit } from '#bank/store/open-store.ts';
import { EQUITY_ACCOUNT } from '#shared/ids.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { verifyFolder } from '../../../src/cli/verify/verify-folder.ts';
import { type Attempt, OPENING_PAISE } from './payers.ts';

/** What a data folder must hold after everybody has their answer: a plain second bookkeeping. */
export interface Books {
  /** UPI IDs of everybody whose registration was answered, with the opening balance. */
  readonly opened: ReadonlyMap<string, number>;
  readonly attempts: readonly Attempt[];
}

/** @throws Error naming what is wrong with the folder as it lies there */
export async function expectSound(paths: DataFolderPaths, storeUrl?: string): Promise<void> {
  const verdict = await verifyFolder(paths, { isEverySignatureChecked: false, storeUrl });
  if (verdict.kind !== 'sound') throw new Error(`not sound: ${JSON.stringify(verdict)}`);
}

function expectedBalances({ opened, attempts }: Books): Map<string, number> {
  const balances = new Map(opened);
  const add = (vpa: string, paise: number) => balances.set(vpa, (balances.get(vpa) ?? 0) + paise);
  for (const { order, answer } of attempts) {
    if (answer?.code !== '00') continue;
    add(order.payer, -Number(order.amountPaise));
    add(order.payee, Number(order.amountPaise));
  }
  return balances;
}

/**
 * Everything the bank has stored against the answers it gave: each payment id once and with its
 * answer, none besides, every balance what the answers add up to.
 * @throws Error naming the first difference
 */
export async function expectBooks(
  paths: DataFolderPaths,
  books: Books,
  storeUrl?: string,
): Promise<void> {
  const answers = new Map(books.attempts.map((attempt) => [attempt.order.txnId, attempt]));
  const source = await openStoreAudit({ database: paths.database, storeUrl });
  try {
    const { records } = await source.counts();
    const stored = await source.records(1, records);
    for (const record of stored.filter(({ type }) => type === 'payment')) {
      const attempt = answers.get(record.txnId);
      const { answer, order } = attempt ?? {};
      const isSame =
        answer?.code === record.code &&
        answer.rrn === record.rrn &&
        answer.timeMs === record.timeMs &&
        order?.amountPaise === String(record.amountPaise);
      if (!isSame) throw new Error(`record ${record.sequence} is not what was answered`);
      // Deleted, so that a second record of the same id is one too many.
      answers.delete(record.txnId);
    }
    const [lost] = answers.keys();
    if (lost !== undefined) throw new Error(`payment ${lost} was answered, but is not stored`);
    const accounts = await source.accounts();
    const balances = expectedBalances(books);
    for (const { vpa, balancePaise } of accounts.filter(({ kind }) => kind !== 'system')) {
      if (balances.get(vpa) !== balancePaise) throw new Error(`${vpa} has another balance`);
      balances.delete(vpa);
    }
    const [gone] = balances.keys();
    if (gone !== undefined) throw new Error(`the account ${gone} is gone`);
    const given = [...books.opened.values()].reduce((sum, paise) => sum + paise, 0);
    const equity = accounts.find(({ id }) => id === EQUITY_ACCOUNT)?.balancePaise;
    if (equity !== -given) throw new Error(`equity is ${equity}, not ${-given}`);
  } finally {
    await source.close();
  }
}

export const openedBy = (vpas: readonly string[], paise = OPENING_PAISE): [string, number][] =>
  vpas.map((vpa) => [vpa, paise]);
