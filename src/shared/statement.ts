import { CSV_BYTE_ORDER_MARK, csvLine } from './csv.ts';
import { paiseToRupees } from './money.ts';
import type { PaymentRow } from './protocol/payments.ts';

/** An account's statement as a file: made page by page, so that its length costs no memory. */
export interface StatementTexts {
  /** Headings in the order of `cellsOf`. */
  readonly head: readonly string[];
  readonly incoming: string;
  readonly outgoing: string;
}

export const ENGLISH_STATEMENT: StatementTexts = {
  head: [
    'time',
    'id',
    'RRN',
    'type',
    'direction',
    'from',
    'from UPI ID',
    'to',
    'to UPI ID',
    'amount in rupees',
    'status',
    'code',
    'note',
    'ledger entry',
  ],
  incoming: 'in',
  outgoing: 'out',
};
export const STATEMENT_COLUMNS = ENGLISH_STATEMENT.head.length;

/** What one page is asked with; everything else about the statement is the caller's. */
export type ReadStatementPage = (page: {
  readonly limit: number;
  readonly before?: number;
}) => Promise<{ readonly rows: readonly PaymentRow[]; readonly hasMore: boolean }>;

export const STATEMENT_PAGE_ROWS = 100;

const cellsOf = (row: PaymentRow, texts: StatementTexts): (string | number)[] => [
  new Date(row.timeMs).toISOString(),
  row.txnId,
  row.rrn,
  row.type,
  row.direction === 'credit' ? texts.incoming : texts.outgoing,
  row.payerName,
  row.payer,
  row.payeeName,
  row.payee,
  paiseToRupees(Number(row.amountPaise)),
  row.status,
  row.code,
  row.note,
  row.ledger?.entry ?? '',
];

/** RFC 4180 text in pieces, newest payment first. @param onRows hears how many rows there are */
export async function* statementCsv(
  readPage: ReadStatementPage,
  texts: StatementTexts,
  onRows: (count: number) => void = () => undefined,
): AsyncGenerator<string> {
  yield CSV_BYTE_ORDER_MARK + csvLine(texts.head);
  let before: number | undefined;
  let count = 0;
  for (;;) {
    const limit = STATEMENT_PAGE_ROWS;
    const page = await readPage(before === undefined ? { limit } : { limit, before });
    if (page.rows.length > 0) yield page.rows.map((row) => csvLine(cellsOf(row, texts))).join('');
    count += page.rows.length;
    onRows(count);
    before = page.rows.at(-1)?.sequence;
    if (!page.hasMore || before === undefined) return;
  }
}
