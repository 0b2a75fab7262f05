import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultBankSettings } from '#shared/settings.ts';
import type { Line } from '#stress/line.ts';
import { signPayment } from '#stress/virtual-phone.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { seeded } from '../../support/seeded.ts';
import { type BankProcess, startBank } from '../../support/trust/bank-process.ts';
import { expectSound } from '../../support/trust/books.ts';
import {
  expectResult,
  makeOrder,
  openSession,
  populate,
  submit,
} from '../../support/trust/payers.ts';

/** A bank that is killed while payments wait: each of them waits on, and ends once. */
let folder: string;
let bank: BankProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upi-pending-crash-'));
});
afterEach(async () => {
  await bank?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const KINDS = [
  ['pending', 'SUCCESS', '00', 'release'],
  ['deemed', 'SUCCESS', '00', 'release'],
  ['credit-timeout', 'REVERSED', 'U68', 'reversal'],
  ['reversal-timeout', 'REVERSED', 'U34', 'reversal'],
] as const;
const WAIT_SECONDS = 2;
const GIVE_UP_MS = 20_000;

async function entriesOf(line: Line, txnId: string): Promise<string[]> {
  const { rows } = expectResult(await line.call('ledger.entries', { limit: 100 }));
  const all = rows as { type: string; txnId: string; relatedTxnId: string }[];
  return all.flatMap((row) =>
    row.txnId === txnId || row.relatedTxnId === txnId ? [row.type] : [],
  );
}

test('killed while payments wait, and again while they end: every one ends once', async () => {
  bank = await startBank(folder);
  const population = await populate(bank, {
    seed: 1,
    random: seeded(1),
    phoneCount: KINDS.length,
  });
  const [admin, line] = [await bank.connect('admin'), await bank.connect('stress')];
  const settings = {
    ...defaultBankSettings(),
    pendingSeconds: WAIT_SECONDS,
    reversalSeconds: WAIT_SECONDS,
    deemedSeconds: WAIT_SECONDS,
  };
  expectResult(await admin.call('admin.settings.set', settings));
  const waiting: { txnId: string; message: object; index: number }[] = [];
  for (const [index, [kind]] of KINDS.entries()) {
    const phone = population.phones[index] ?? expect.fail();
    await openSession(phone, line, population.facts);
    const faults = [{ id: 'one', kind, scope: phone.uid }];
    expectResult(await admin.call('admin.setFaults', { faults }));
    const order = makeOrder(phone, { payee: population.payees[0] ?? '', amountPaise: 700 });
    const message = signPayment(phone, order, true);
    const attempt = { phone, order, message, isPinRight: true, answer: undefined };
    const answer = expectResult(await submit(attempt, line, message));
    expect(answer.status).toMatch(/^(?:PENDING|DEEMED)$/);
    waiting.push({ txnId: order.txnId, message, index });
  }
  await bank.kill();
  await expectSound(dataFolderPaths(folder));
  // The second bank is killed about when they end: some have, some have not.
  bank = await startBank(folder);
  await sleep(WAIT_SECONDS * 1_000);
  await bank.kill();
  await expectSound(dataFolderPaths(folder));

  bank = await startBank(folder);
  const again = await bank.connect('stress');
  const giveUpMs = performance.now() + GIVE_UP_MS;
  for (const { txnId, message, index } of waiting) {
    const [, status, code, end] = KINDS[index] ?? expect.fail();
    for (;;) {
      // A thief's copy of the first submission: answered as it stands, and nothing else.
      const reply = expectResult(await again.call('payment.submit', message));
      const result = reply.result as { status: string; code: string };
      if (result.status === status) {
        expect(result.code).toBe(code);
        break;
      }
      if (performance.now() > giveUpMs) expect.fail(`${txnId} is ${result.status} for ever`);
    }
    expect((await entriesOf(again, txnId)).sort()).toEqual(['hold', end].sort());
  }
  await bank.kill();
  await expectSound(dataFolderPaths(folder));
});
