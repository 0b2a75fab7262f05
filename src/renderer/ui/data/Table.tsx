import type { CSSProperties, ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import { VisuallyHidden } from '../core/VisuallyHidden.tsx';
import './table.css';

export interface Column<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and money go to the end. */
  readonly align?: 'start' | 'end' | undefined;
  readonly isMono?: boolean | undefined;
  /** As narrow as its content. */
  readonly isTight?: boolean | undefined;
}

export interface TableProps<Row> {
  /** Accessible name; also what the scrolling region is called. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** At most some hundreds: for more use @tanstack/react-virtual. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Shown instead of the body when there are no rows. */
  readonly empty?: ReactNode;
  readonly isSelected?: ((row: Row) => boolean) | undefined;
  /** The first column becomes a button that opens the row. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Scrolls inside this height, header staying put. */
  readonly maxHeight?: number | undefined;
}

const columnClass = <Row,>(column: Column<Row>): string | undefined =>
  classNames(
    column.align === 'end' && 'is-end',
    column.isMono && 'is-mono',
    column.isTight && 'is-tight',
  ) || undefined;

function TableRow<Row>({ row, table }: { readonly row: Row; readonly table: TableProps<Row> }) {
  const { columns, onOpen, isSelected } = table;
  const selected = isSelected?.(row) ?? false;
  return (
    <tr className={selected ? 'is-selected' : undefined} aria-current={selected || undefined}>
      {columns.map((column, index) => (
        <td key={column.id} className={columnClass(column)}>
          {index === 0 && onOpen ? (
            <button type="button" className="ui-table-open" onClick={() => onOpen(row)}>
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, empty, maxHeight } = props;
  if (rows.length === 0 && empty) return empty;
  const style = maxHeight && ({ '--table-height': `${maxHeight}px` } as CSSProperties);
  return (
    // Focusable, since a keyboard must be able to scroll what the mouse wheel can.
    <section
      className="ui-table-frame"
      aria-label={caption}
      tabIndex={maxHeight ? 0 : undefined}
      style={style || undefined}
    >
      <table className="ui-table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={columnClass(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={rowKey(row)} row={row} table={props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
