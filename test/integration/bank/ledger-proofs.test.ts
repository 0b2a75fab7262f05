import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromHex } from '#shared/bytes.ts';
import { openCheckpoint, parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import { leafHash, verifyConsistency, verifyInclusion } from '#shared/ledger/merkle.ts';
import { checkReceipt } from '#shared/ledger/receipt.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import {
  openPhoneSession,
  type PhoneSession,
  pay,
  registerPhone,
  type TestPhone,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let payer: TestPhone;
let payee: TestPhone;
let session: PhoneSession;
const checkpoints: string[] = [];
const { sha256 } = nodeCrypto;

beforeAll(async () => {
  bank = await openTestBank();
  payer = await registerPhone(bank.core, { balancePaise: 9_000_000 });
  payee = await registerPhone(bank.core, { name: 'Ravi', balancePaise: 0 });
  session = openPhoneSession(bank.core, payer);
  checkpoints.push(bank.core.health().checkpoint);
  // One payment a commit: 2 leaves each, so that the tree passes 256 and 512 leaves.
  for (let count = 0; count < 270; count++) {
    await pay(bank.core, session, { payee: payee.vpa, amountPaise: '100' });
    if (count % 30 === 0) checkpoints.push(bank.core.health().checkpoint);
  }
});
afterAll(() => bank.remove());

const proof = (hashes: readonly string[]) => hashes.map(fromHex);
const isRefused = (responseCode: string) => ({ data: { responseCode } });

test('every leaf is proved to be in the signed tree', async () => {
  const { verifierKey } = await bank.core.ledgerCall('ledger.checkpoint', {});
  const size = bank.core.health().ledgerSize;
  expect(size).toBeGreaterThan(512);
  for (const leaf of [0, 1, 2, 3, 127, 255, 256, 257, 300, 511, 512, size - 2, size - 1]) {
    const answer = await bank.core.ledgerCall('ledger.leaf', { leaf });
    const tree = await openCheckpoint(nodeCrypto, answer.checkpoint, verifierKey);
    expect(tree.size).toBe(answer.treeSize);
    const hash = leafHash(sha256, fromHex(answer.bytes));
    expect(Buffer.from(hash).toString('hex')).toBe(answer.hash);
    const included = (index: number) =>
      verifyInclusion(sha256, proof(answer.proof), { index, hash }, tree);
    expect(await included(leaf), `leaf ${leaf}`).toBe(true);
    expect(await included(leaf ^ 1), `leaf ${leaf} at another place`).toBe(false);
  }
});

test('every checkpoint is consistent with every later one', async () => {
  const heads = checkpoints.map(parseCheckpoint);
  for (const [index, older] of heads.entries()) {
    for (const newer of heads.slice(index)) {
      const answer = await bank.core.ledgerCall('ledger.consistency', {
        olderSize: older.size,
        newerSize: newer.size,
      });
      expect(answer.olderRoot).toBe(Buffer.from(older.root).toString('hex'));
      expect(await verifyConsistency(sha256, proof(answer.proof), older, newer)).toBe(true);
      const forked = { ...older, root: newer.root };
      if (older.size === newer.size) continue;
      expect(await verifyConsistency(sha256, proof(answer.proof), forked, newer)).toBe(false);
    }
  }
});

test('a leaf or size that is not there is an invalid parameter', async () => {
  const { ledgerSize } = bank.core.health();
  await expect(bank.core.ledgerCall('ledger.leaf', { leaf: ledgerSize })).rejects.toMatchObject({
    code: -32_602,
  });
  for (const [olderSize, newerSize] of [
    [0, ledgerSize + 1],
    [3, 2],
  ] as const) {
    await expect(
      bank.core.ledgerCall('ledger.consistency', { olderSize, newerSize }),
    ).rejects.toMatchObject({ code: -32_602 });
  }
});

test('a receipt is checked without the bank, and goes to payer and payee only', async () => {
  const { txnId } = await pay(bank.core, session, { payee: payee.vpa, amountPaise: '321' });
  const { verifierKey } = await bank.core.ledgerCall('ledger.checkpoint', {});
  const receiptFor = async (phone: TestPhone) => {
    const own = openPhoneSession(bank.core, phone);
    const open = bank.core.session(own.id) ?? expect.fail();
    return bank.core.sealedCall(open, 'account.receipt', { txnId });
  };
  for (const phone of [payer, payee]) {
    const { receipt } = await receiptFor(phone);
    const { entry } = await checkReceipt(nodeCrypto, receipt, verifierKey);
    expect(entry).toMatchObject({ txnId, amountPaise: 321, debit: payer.uid, credit: payee.uid });
    const forged = receipt.replace(
      /^extra (.)/m,
      (_, first) => `extra ${first === 'A' ? 'B' : 'A'}`,
    );
    await expect(checkReceipt(nodeCrypto, forged, verifierKey)).rejects.toThrow();
  }
  const stranger = await registerPhone(bank.core, { name: 'Stranger' });
  await expect(receiptFor(stranger)).rejects.toMatchObject(isRefused('U48'));
});

test('a declined payment has no receipt', async () => {
  const { txnId } = await pay(bank.core, session, { payee: 'nobody.here@upisim' });
  const open = bank.core.session(session.id) ?? expect.fail();
  await expect(bank.core.sealedCall(open, 'account.receipt', { txnId })).rejects.toMatchObject(
    isRefused('U48'),
  );
});

test('entries and blocks are listed, newest first, and searched', async () => {
  const { rows } = await bank.core.ledgerCall('ledger.entries', { limit: 3, search: '' });
  const [newest] = rows;
  expect(rows.map(({ sequence }) => sequence)).toEqual(
    [0, 1, 2].map((back) => bank.core.health().entries - back),
  );
  for (const search of [newest?.txnId ?? '', newest?.rrn ?? '']) {
    const found = await bank.core.ledgerCall('ledger.entries', { limit: 3, search });
    expect(found).toEqual({ rows: [newest], hasMore: false });
  }
  const byAmount = await bank.core.ledgerCall('ledger.entries', { limit: 3, search: '3.21' });
  expect(byAmount.rows).toMatchObject([{ amountPaise: '321' }]);
  const byVpa = await bank.core.ledgerCall('ledger.entries', { limit: 200, search: payee.vpa });
  expect(byVpa.rows.every(({ credit }) => credit === payee.uid)).toBe(true);
  expect(await bank.core.ledgerCall('ledger.entries', { limit: 3, search: 'what?' })).toEqual({
    rows: [],
    hasMore: false,
  });
  const blocks = await bank.core.ledgerCall('ledger.blocks', { limit: 2 });
  expect(blocks.rows[0]?.previousHash).toBe(blocks.rows[1]?.hash);
  const inBlock = await bank.core.ledgerCall('ledger.entries', {
    limit: 10,
    search: '',
    block: blocks.rows[1]?.height ?? 0,
  });
  expect(inBlock.rows.map(({ sequence }) => sequence)).toEqual([blocks.rows[1]?.firstEntry]);
});
