import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLedgerBook, type LedgerBook } from '#bank/ledger/ledger-book.ts';
import type { Account, BlockRecord, Charge, PaymentRecord } from '#bank/state/entities.ts';
import type { BankStore, RecordQuery, StoreBatch } from '#bank/store/bank-store.ts';
import { matchesQuery } from '#bank/store/record-filter.ts';
import { rrnDayFrom, rrnFrom, txnIdFrom } from '#shared/ids.ts';
import { checkCollectStore } from './collect-store-contract.ts';

/** One database that can be opened again; every store brings its own. */
export interface StoreFixture {
  open(): Promise<BankStore>;
  /** Where `backup` may write, and how to open what it wrote. */
  openBackup(store: BankStore): Promise<BankStore>;
  remove(): Promise<void>;
}

const START_MS = Date.UTC(2026, 10, 22);
const EMPTY = new Uint8Array();

const account = (id: string, balancePaise: number, lastRecord = 0): Account => ({
  id,
  kind: id.startsWith('U') ? 'user' : 'system',
  name: `name of ${id} नाम`,
  vpa: id.startsWith('U') ? `${id.toLowerCase()}@upisim` : '',
  isSimulated: true,
  createdMs: START_MS,
  state: 'active',
  balancePaise,
  day: 0,
  sentPaise: 0,
  sentCount: 0,
  receivedPaise: 0,
  receivedCount: 0,
  coolingUntilMs: 0,
  coolingSentPaise: 0,
  lastRecord,
});

const emptyBatch = (number: number): StoreBatch => ({
  number,
  firstLeaf: 0,
  leaves: [],
  nodes: [],
  records: [],
  block: undefined,
  newAccounts: [],
  accounts: [],
  users: [],
  merchants: [],
  devices: [],
  bindings: [],
  charges: [],
  collects: [],
  restrictions: [],
  spendings: [],
  meta: new Map(),
});

/** Makes batches of movements between two users as the bank would, and remembers every record. */
export function createHistory() {
  const book: LedgerBook = createLedgerBook({
    leafCount: 0,
    recordCount: 0,
    entryCount: 0,
    lastBlock: undefined,
    lastTimeMs: 0,
    edge: [],
    tail: [],
  });
  const accounts = [account('EQUITY', 0), account('U000000001', 0), account('U000000002', 0)];
  const records: PaymentRecord[] = [];
  let number = 0;
  let nowMs = START_MS;

  function record(from: Account, to: Account, amountPaise: number, isPaid: boolean): PaymentRecord {
    const sequence = records.length + 1;
    const txnId = txnIdFrom(randomBytes(16));
    const rrn = rrnFrom(rrnDayFrom(nowMs), sequence);
    const common = { timeMs: nowMs, txnId, amountPaise, rrn, relatedTxnId: '' };
    const place = isPaid
      ? book.appendEntry({
          ...common,
          type: 'payment',
          debit: from.id,
          credit: to.id,
          order: EMPTY,
          signature: EMPTY,
          deviceKey: EMPTY,
        })
      : { entry: 0, leaf: 0, block: 0 };
    const row: PaymentRecord = {
      ...common,
      ...place,
      sequence,
      type: 'payment',
      status: isPaid ? 'SUCCESS' : 'FAILURE',
      code: isPaid ? '00' : 'ZM',
      payerId: from.id,
      payeeId: to.id,
      payeeVpa: '',
      reference: `R${sequence}`,
      note: 'चाय',
      digest: new Uint8Array(randomBytes(32)),
      balancePaise: isPaid ? 5 : -1,
      serverSignature: new Uint8Array(randomBytes(32)),
      payerPrevious: from.lastRecord,
      payeePrevious: to.lastRecord,
    };
    from.lastRecord = sequence;
    to.lastRecord = sequence;
    records.push(row);
    return row;
  }

  return {
    accounts,
    records,
    book,
    /** A batch with `count` records; every third one is a decline. */
    next(count: number): StoreBatch {
      number += 1;
      nowMs += 1_000;
      const isFirst = number === 1;
      book.begin();
      if (isFirst) book.appendOrigin({ timeMs: nowMs, origin: 'test', abandonedCheckpoint: EMPTY });
      const [, left, right] = accounts as [Account, Account, Account];
      const added = Array.from({ length: count }, (_, index) => {
        const [from, to] = index % 2 === 0 ? [left, right] : [right, left];
        return record(from, to, (records.length + 1) * 100, index % 3 !== 2);
      });
      const firstRecord = records.length - count + 1;
      const block = book.closeBlock(nowMs, firstRecord);
      return {
        ...emptyBatch(number),
        ...book.staged(),
        block,
        records: added,
        newAccounts: isFirst ? accounts.map((row) => ({ ...row })) : [],
        accounts: isFirst ? [] : accounts.map((row) => ({ ...row })),
        meta: new Map([['checkpoint', Buffer.from(`number ${number}`)]]),
      };
    },
  };
}

/** As a store gives it back: no Buffers. */
const plainBlock = (block: BlockRecord | undefined) =>
  block && {
    ...block,
    hash: new Uint8Array(block.hash),
    previousHash: new Uint8Array(block.previousHash),
    rootBefore: new Uint8Array(block.rootBefore),
  };

const charge = (reference: string, changes: Partial<Charge> = {}): Charge => ({
  reference,
  mid: 'M000000001',
  amountPaise: 2_000,
  note: 'chai',
  createdMs: START_MS,
  expiresMs: START_MS + 300_000,
  state: 'active',
  payerName: '',
  lastCode: '',
  txnId: '',
  rrn: '',
  entry: 0,
  leaf: 0,
  block: 0,
  ...changes,
});

const merchantRow = {
  mid: 'M000000001',
  vmid: 'VM7K2M9Q4T',
  mcc: '5499',
  host: '127.0.0.1',
  port: 6_001,
  publicKey: new Uint8Array([1, 2, 3]),
  certificateSignature: new Uint8Array(64),
  passwordHash: 'scrypt$1$1$1$a$b',
};
const userRow = {
  uid: 'U000000001',
  mobile: '9876543210',
  mmid: '1234567',
  pinSalt: new Uint8Array(16),
  pinIterations: 4_096,
  pinKeys: new Uint8Array([9, 9]),
  wrongPins: 1,
  pinLockedUntilMs: 0,
};
const deviceRow = {
  uid: 'U000000001',
  deviceId: 'device-1',
  publicKey: new Uint8Array(32).fill(3),
  boundMs: START_MS,
  revokedMs: 0,
};
const bindingRow = {
  mobile: '9876543210',
  deviceId: '',
  codeHash: new Uint8Array(32),
  expiresMs: START_MS,
  wrongTries: 0,
  sentCount: 1,
  windowStartMs: START_MS,
};

/** What every store must do; PostgreSQL runs the same. */
export function describeStore(name: string, makeFixture: () => Promise<StoreFixture>): void {
  describe(`store contract: ${name}`, () => {
    let fixture: StoreFixture;
    let store: BankStore;
    beforeEach(async () => {
      fixture = await makeFixture();
      store = await fixture.open();
    });
    afterEach(async () => {
      await store.close();
      await fixture.remove();
    });
    const reopen = async () => {
      await store.close();
      store = await fixture.open();
      return store;
    };

    test('an empty store is empty', async () => {
      const state = await store.load();
      expect(state.head).toMatchObject({ leafCount: 0, recordCount: 0, entryCount: 0, edge: [] });
      expect(state.accounts).toEqual([]);
      expect(await store.lastBatch()).toBe(0);
      expect(await store.records({ limit: 10 })).toEqual({ rows: [], hasMore: false });
    });

    test('what was committed is there after opening again, unchanged rows and text and all', async () => {
      const history = createHistory();
      await store.commit(history.next(7));
      await store.commit(history.next(4));
      const state = await (await reopen()).load();
      expect(state.accounts).toEqual(history.accounts);
      expect(state.head.recordCount).toBe(11);
      expect(state.head.lastBlock).toEqual(plainBlock(history.book.lastBlock));
      expect(state.head.entryCount).toBe(history.book.entryCount);
      expect(state.head.leafCount).toBe(history.book.tree.size);
      expect(Buffer.from(state.meta.get('checkpoint') ?? EMPTY).toString()).toBe('number 2');
      expect(await store.lastBatch()).toBe(2);
      const all = await store.records({ limit: 50 });
      expect(all.rows).toEqual(history.records.toReversed());
      const again = createLedgerBook(state.head);
      expect(Buffer.from(again.tree.root())).toEqual(Buffer.from(history.book.tree.root()));
    });

    test('entities are written, changed and read back', async () => {
      const history = createHistory();
      const first = history.next(1);
      const merchantAccount = { ...account('M000000001', 0), kind: 'merchant' as const };
      await store.commit({
        ...first,
        newAccounts: [...first.newAccounts, merchantAccount],
        users: [userRow],
        merchants: [merchantRow],
        devices: [deviceRow],
        bindings: [bindingRow],
        charges: [charge('CH1'), charge('CH2', { state: 'scanned' })],
      });
      await store.commit({
        ...emptyBatch(2),
        users: [{ ...userRow, wrongPins: 3, pinLockedUntilMs: START_MS + 1 }],
        devices: [{ ...deviceRow, revokedMs: START_MS + 2 }],
        bindings: [{ ...bindingRow, wrongTries: 2 }],
        charges: [charge('CH1', { state: 'paid', lastCode: '00', entry: 4, leaf: 5, block: 6 })],
      });
      const state = await (await reopen()).load();
      expect(state.users).toEqual([{ ...userRow, wrongPins: 3, pinLockedUntilMs: START_MS + 1 }]);
      expect(state.merchants).toEqual([merchantRow]);
      expect(state.devices).toEqual([{ ...deviceRow, revokedMs: START_MS + 2 }]);
      expect(state.bindings).toEqual([{ ...bindingRow, wrongTries: 2 }]);
      expect(state.charges).toEqual([charge('CH2', { state: 'scanned' })]);
      expect(await store.findCharges(['CH1', 'nothing'])).toEqual([
        charge('CH1', { state: 'paid', lastCode: '00', entry: 4, leaf: 5, block: 6 }),
      ]);
    });

    test('collect requests and blocked UPI IDs are written, paged and read back', async () => {
      await store.commit(createHistory().next(1));
      await checkCollectStore(store, emptyBatch, reopen);
    });

    test('a batch that breaks a rule leaves nothing behind, and the next one works', async () => {
      const history = createHistory();
      await store.commit(history.next(3));
      const good = history.next(3);
      const repeated = { ...good.records[2], txnId: history.records[0]?.txnId } as PaymentRecord;
      const bad = { ...good, records: [...good.records.slice(0, 2), repeated] };
      await expect(store.commit(bad)).rejects.toMatchObject({
        name: 'StoreFailure',
        kind: 'rejected',
        isOutcomeUnknown: false,
      });
      expect((await store.load()).head).toMatchObject({ recordCount: 3 });
      expect(await store.lastBatch()).toBe(1);
      await store.commit(good);
      expect((await store.load()).head).toMatchObject({ recordCount: 6 });
    });

    test.each([
      ['leaves out of turn', (batch: StoreBatch) => ({ ...batch, firstLeaf: batch.firstLeaf + 1 })],
      ['leaves that exist', (batch: StoreBatch) => ({ ...batch, firstLeaf: 0 })],
      ['a record left out', (batch: StoreBatch) => ({ ...batch, records: batch.records.slice(1) })],
      [
        'a block left out',
        (batch: StoreBatch) => ({
          ...batch,
          block: batch.block && { ...batch.block, height: batch.block.height + 1 },
        }),
      ],
      [
        'a balance below zero',
        (batch: StoreBatch) => ({ ...batch, accounts: [account('U000000001', -1)] }),
      ],
    ])('refuses %s', async (_what, spoil) => {
      const history = createHistory();
      await store.commit(history.next(3));
      await expect(store.commit(spoil(history.next(3)))).rejects.toMatchObject({
        kind: 'rejected',
      });
      expect(await store.lastBatch()).toBe(1);
    });

    test('records are found by id, refunds summed', async () => {
      const history = createHistory();
      await store.commit(history.next(3));
      const [first, , third] = history.records;
      expect(await store.findRecords([third?.txnId ?? '', 'nothing', first?.txnId ?? ''])).toEqual([
        third,
        first,
      ]);
      const refund = history.next(2);
      const related = { relatedTxnId: first?.txnId ?? '', type: 'refund' as const };
      await store.commit({
        ...refund,
        records: refund.records.map((record) => ({ ...record, ...related })),
      });
      const sums = await store.refundedPaise([first?.txnId ?? '', third?.txnId ?? '']);
      expect(sums.get(first?.txnId ?? '')).toBe(900);
      expect(sums.get(third?.txnId ?? '')).toBe(0);
    });

    test('holds that no release or reversal names are read back at start, oldest first', async () => {
      const history = createHistory();
      const typed = (batch: StoreBatch, type: PaymentRecord['type'], related: string[] = []) => ({
        ...batch,
        records: batch.records.map((record, index) => ({
          ...record,
          type,
          relatedTxnId: related[index] ?? '',
        })),
      });
      const holds = typed(history.next(4), 'hold');
      await store.commit(holds);
      expect((await (await reopen()).load()).holds).toEqual(holds.records);
      const [first, second, third, fourth] = holds.records.map(({ txnId }) => txnId);
      await store.commit(typed(history.next(1), 'release', [second ?? '']));
      await store.commit(typed(history.next(1), 'reversal', [third ?? '']));
      // Only these two end a hold.
      await store.commit(typed(history.next(1), 'refund', [first ?? '']));
      const { holds: left } = await (await reopen()).load();
      expect(left.map(({ txnId }) => txnId)).toEqual([first, fourth]);
    });

    test('searches give what looking at every record gives, page by page', async () => {
      const history = createHistory();
      for (const count of [1, 40, 3, 2_300, 60]) await store.commit(history.next(count));
      const { records, accounts } = history;
      const [, left] = accounts as [Account, Account, Account];
      const some = records[1_200] as PaymentRecord;
      const queries: Omit<RecordQuery, 'limit'>[] = [
        {},
        { txnId: some.txnId },
        { rrn: some.rrn },
        { rrn: '000000000000' },
        { account: left },
        { account: left, otherId: 'U000000002', minPaise: 100_000, maxPaise: 150_000 },
        { account: left, otherId: 'EQUITY' },
        { minPaise: some.amountPaise, maxPaise: some.amountPaise },
        { fromMs: START_MS + 2_000, toMs: START_MS + 3_000 },
        { fromMs: START_MS + 99_000_000 },
        { isEntry: true },
        { isEntry: true, block: 2 },
        { isEntry: true, block: 99 },
        { isEntry: true, beforeEntry: 700 },
        { isEntry: true, beforeEntry: 1 },
        { before: 100, minPaise: 300 },
      ];
      for (const query of queries) {
        const expected = records.filter((row) => matchesQuery(row, { ...query, limit: 1 }));
        const found: PaymentRecord[] = [];
        let before = query.before;
        for (let isMore = true; isMore; ) {
          const page = await store.records({
            ...query,
            limit: 199,
            ...(before === undefined ? {} : { before }),
          });
          found.push(...page.rows);
          before = page.rows.at(-1)?.sequence;
          isMore = page.hasMore;
        }
        expect(
          found.map(({ sequence }) => sequence),
          JSON.stringify(query),
        ).toEqual(expected.map(({ sequence }) => sequence).toReversed());
      }
    });

    test('blocks come newest first, page by page', async () => {
      const history = createHistory();
      for (const count of [1, 2, 1, 2]) await store.commit(history.next(count));
      const first = await store.blocks({ limit: 3 });
      expect(first.rows.map(({ height }) => height)).toEqual([4, 3, 2]);
      expect(first.hasMore).toBe(true);
      expect(first.rows.slice(0, 1)).toEqual([plainBlock(history.book.lastBlock)]);
      const rest = await store.blocks({ limit: 3, before: 2 });
      expect(rest).toMatchObject({ hasMore: false, rows: [{ height: 1 }] });
    });

    test('leaves and tree nodes are read back by place', async () => {
      const history = createHistory();
      const batch = history.next(400);
      await store.commit(batch);
      expect(await store.leaves(3, 6)).toEqual(
        batch.leaves.slice(3, 6).map((leaf) => new Uint8Array(leaf)),
      );
      expect(await store.leaves(1_000, 1_001)).toEqual([]);
      const [node] = batch.nodes;
      expect(node).toMatchObject({ level: 8, position: 0 });
      expect(await store.nodes([{ level: 8, position: 0 }])).toEqual([
        new Uint8Array(node?.hash ?? EMPTY),
      ]);
      await expect(store.nodes([{ level: 8, position: 7 }])).rejects.toMatchObject({
        kind: 'damaged',
      });
    });

    test('an audit sees one moment, whatever is written meanwhile', async () => {
      const history = createHistory();
      const first = history.next(5);
      await store.commit(first);
      const source = await store.audit();
      await store.commit(history.next(5));
      expect(source.leafCount).toBe(first.leaves.length);
      expect(await source.counts()).toEqual({ records: 5, blocks: 1, nodes: 0 });
      expect(await source.records(1, 100)).toEqual(
        history.records.slice(0, 5).map(({ serverSignature, ...rest }) => rest),
      );
      expect((await source.leaves(0, 100)).map(({ position }) => position)).toEqual(
        first.leaves.map((_, index) => index),
      );
      expect(await source.integrity()).toEqual([]);
      await source.close();
    });

    test('a backup made while the bank writes is a whole store of its own', async () => {
      const history = createHistory();
      await store.commit(history.next(20));
      const copy = await fixture.openBackup(store);
      await store.commit(history.next(20));
      expect((await copy.load()).head.recordCount).toBe(20);
      expect(await (await copy.audit()).integrity()).toEqual([]);
      await copy.close();
    });
  });
}
