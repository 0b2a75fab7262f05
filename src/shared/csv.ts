export type CsvValue = string | number | boolean;

/** A cell that a spreadsheet would run as a formula is made text with a leading apostrophe. */
function cell(value: CsvValue): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Begins a file, so that spreadsheets read Hindi names. */
export const CSV_BYTE_ORDER_MARK = '\uFEFF';

/** One line of RFC 4180 text, its end included. */
export const csvLine = (cells: readonly CsvValue[]): string => `${cells.map(cell).join(',')}\r\n`;
