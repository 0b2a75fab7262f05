import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { readSecrets } from '#bank/identity/bank-secrets.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { bytesOfHash } from '#bank/ledger/hash-text.ts';
import { orderDigestText } from '#bank/payments/order-digest.ts';
import { EQUITY_ACCOUNT } from '#shared/ids.ts';
import { decodeLeaf, type EntryLeaf, encodeLeaf } from '#shared/ledger/leaf.ts';
import { canonicalOrder, type PaymentOrder } from '#shared/payment-order.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { type Attack, type Finding, figure, json, paise, text } from '../attack.ts';
import { alterDatabase, verifyChangedCopy, verifyFile } from '../world/database.ts';
import { rewriteLedger } from '../world/rewrite-ledger.ts';
import { inWorld, type World } from '../world/world.ts';

const PRICE_PAISE = 2_000;
const RICH_PAISE = 10_000_000;

interface Books {
  readonly path: string;
  readonly copy: string;
  readonly kept: string;
  readonly crookId: string;
  readonly crookVpa: string;
  /** Entry numbers of the first and the last payment. */
  readonly payments: readonly [number, number];
  readonly entries: number;
}

/** A bank with some payments, closed: its file and checkpoint lie there for the taking. */
async function keepBooks(world: World): Promise<Books> {
  const shop = await world.addShop('Asha Tea Stall');
  const crook = await world.addPhone({ name: 'Quick Cash' });
  const phone = await world.addPhone({ name: 'Ravi Kumar' });
  const code = shop.state().staticLink;
  for (const price of [PRICE_PAISE, 3_500, 1_000]) await world.pay(phone, code, price);
  const page = await world.bank.core.ledgerCall('ledger.entries', { search: '', limit: 20 });
  const paid = page.rows.filter(({ type }) => type === 'payment').map((row) => row.sequence);
  const [last = 0, , first = 0] = paid;
  await world.closeBank();
  return {
    path: world.paths.database,
    copy: join(world.paths.folder, 'copy.sqlite'),
    kept: readFileSync(world.paths.checkpoint, 'utf8'),
    crookId: crook.identity.uid,
    crookVpa: crook.identity.vpa,
    payments: [first, last],
    entries: page.rows.length,
  };
}

function entryAt(database: DatabaseSync, entry: number) {
  const row = database.prepare('SELECT * FROM record WHERE entry = ?').get(entry);
  const position = Number(row?.leaf);
  const bytes = database.prepare('SELECT bytes FROM leaf WHERE position = ?').get(position)?.bytes;
  const leaf = decodeLeaf(bytes as Uint8Array);
  if (leaf.kind !== 'entry') throw new Error('not an entry');
  return { leaf, position };
}

const putLeaf = (database: DatabaseSync, leaf: EntryLeaf, position: number): void => {
  database.prepare('UPDATE leaf SET bytes = ? WHERE position = ?').run(encodeLeaf(leaf), position);
};

/** Edit: the payment becomes smaller, in the row, in the hashed leaf and in both balances. */
function editAmount(database: DatabaseSync, entry: number): void {
  const { leaf, position } = entryAt(database, entry);
  putLeaf(database, { ...leaf, amountPaise: 100 }, position);
  database.prepare('UPDATE record SET amount_paise = 100 WHERE entry = ?').run(entry);
  const back = leaf.amountPaise - 100;
  const pay = database.prepare('UPDATE account SET balance_paise = balance_paise + ? WHERE id = ?');
  pay.run(back, leaf.debit);
  pay.run(-back, leaf.credit);
}

/** Forge: the last payment goes to the crook, every index with it; only the signature cannot be made. */
function forgePayee(database: DatabaseSync, entry: number, books: Books): void {
  const { leaf, position } = entryAt(database, entry);
  const order = JSON.parse(Buffer.from(leaf.order).toString()) as PaymentOrder;
  const forged: PaymentOrder = { ...order, payee: books.crookVpa };
  const { crookId } = books;
  putLeaf(
    database,
    { ...leaf, credit: crookId, order: Buffer.from(canonicalOrder(forged)) },
    position,
  );
  const lastOf = database.prepare('SELECT last_record AS last FROM account WHERE id = ?');
  const own = database
    .prepare('SELECT sequence, payee_previous FROM record WHERE entry = ?')
    .get(entry);
  database
    .prepare('UPDATE record SET payee_id = ?, payee_previous = ?, digest = ? WHERE entry = ?')
    .run(crookId, Number(lastOf.get(crookId)?.last), bytesOfHash(orderDigestText(forged)), entry);
  const move = database.prepare(
    'UPDATE account SET balance_paise = balance_paise + ?, last_record = ? WHERE id = ?',
  );
  move.run(leaf.amountPaise, Number(own?.sequence), crookId);
  move.run(-leaf.amountPaise, Number(own?.payee_previous), leaf.credit);
}

/** Delete: the payment's leaf and its block vanish, and everything behind them closes up. */
function deleteEntry(database: DatabaseSync, entry: number): void {
  const { position } = entryAt(database, entry);
  const block = database.prepare('SELECT height FROM block WHERE first_entry = ?').get(entry);
  const height = Number(block?.height);
  database.exec(`
    DELETE FROM leaf WHERE position IN (${position}, ${position + 1});
    UPDATE leaf SET position = position - 2 WHERE position > ${position};
    DELETE FROM block WHERE height = ${height};
    UPDATE block SET height = height - 1 WHERE height > ${height};`);
}

const said = (report: { readonly isSound: boolean; readonly problem?: string | undefined }) => ({
  isSound: report.isSound,
  problem: report.problem,
});

async function defended(world: World): Promise<Finding> {
  const books = await keepBooks(world);
  const { path, copy, kept, payments } = books;
  const check = (work: (database: DatabaseSync) => void) =>
    verifyChangedCopy(path, copy, kept, work);
  const [first, last] = payments;
  const edited = await check((database) => editAmount(database, first));
  const forged = await check((database) => forgePayee(database, last, books));
  const deleted = await check((database) => deleteEntry(database, first));
  const all = [edited, forged, deleted];
  const names = [first, last, first];
  const isNamed = all.every(({ problem = '' }, index) =>
    new RegExp(`entry ${names[index]}\\b`).test(problem),
  );
  return {
    isStopped: all.every(({ isSound }) => !isSound) && isNamed,
    refusal: { code: 'verify', sentence: edited.problem ?? '' },
    figures: [figure('ledger-entries', 'count', books.entries)],
    exhibits: [
      json('edited-row', { entry: first, amountPaise: `${PRICE_PAISE} -> 100` }),
      json('edited-verdict', said(edited)),
      json('forged-row', { entry: last, payee: `-> ${books.crookVpa}` }),
      json('forged-verdict', said(forged)),
      json('deleted-row', {
        entry: first,
        rowsGone: ['leaf', 'leaf of its block', 'block'],
      }),
      json('deleted-verdict', said(deleted)),
      text('kept-checkpoint', kept),
    ],
  };
}

/** The crook's opening balance grows; the bank made that entry, so no phone has signed it. */
function enrich(database: DatabaseSync, books: Books, wrapKey: Uint8Array): string {
  const meta = new Map(
    database
      .prepare('SELECT key, value FROM meta')
      .all()
      .map(({ key, value }) => [String(key), value as Uint8Array]),
  );
  const stolen = readSecrets(meta, aesKeyWrap(wrapKey, nodeCrypto.randomBytes)).ledgerSigner;
  const row = database
    .prepare("SELECT entry, amount_paise FROM record WHERE payee_id = ? AND type = 'opening'")
    .get(books.crookId);
  const entry = Number(row?.entry);
  const more = RICH_PAISE - Number(row?.amount_paise);
  database.prepare('UPDATE record SET amount_paise = ? WHERE entry = ?').run(RICH_PAISE, entry);
  database
    .prepare(
      'UPDATE record SET balance_paise = balance_paise - ? WHERE payer_id = ? AND entry >= ?',
    )
    .run(more, EQUITY_ACCOUNT, entry);
  const pay = database.prepare('UPDATE account SET balance_paise = balance_paise + ? WHERE id = ?');
  pay.run(more, books.crookId);
  pay.run(-more, EQUITY_ACCOUNT);
  return rewriteLedger(
    database,
    (leaf) => (leaf.sequence === entry ? { ...leaf, amountPaise: RICH_PAISE } : leaf),
    stolen,
  );
}

async function undefended(world: World): Promise<Finding> {
  const books = await keepBooks(world);
  const { path, kept } = books;
  let forged = '';
  const before = Number(balanceIn(path, books.crookId));
  alterDatabase(path, (database) => {
    forged = enrich(database, books, world.wrapKey);
  });
  const report = await verifyFile(path, forged);
  const witness = await verifyFile(path, kept);
  return {
    isStopped: !report.isSound,
    ...(report.problem ? { refusal: { code: 'verify', sentence: report.problem } } : {}),
    figures: [
      paise('crook-before', before),
      paise('crook-after', Number(balanceIn(path, books.crookId))),
      figure('ledger-entries', 'count', report.entries),
    ],
    exhibits: [
      text('forged-checkpoint', forged),
      json('forged-verdict', said(report)),
      text('kept-checkpoint', kept),
      json('witness-verdict', said(witness)),
    ],
  };
}

function balanceIn(path: string, id: string): unknown {
  let balance: unknown;
  alterDatabase(path, (database) => {
    balance = database
      .prepare('SELECT balance_paise FROM account WHERE id = ?')
      .get(id)?.balance_paise;
  });
  return balance;
}

/** 4: somebody with the database file edits, forges and deletes rows of the ledger. */
export const ledger: Attack = ({ side, folder, signal }) =>
  inWorld({ folder, signal }, side === 'defended' ? defended : undefended);
