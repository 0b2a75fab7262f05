/** Rows of one kind that a batch changes: what to write, and how to take it back. */
export interface Changes<T extends object> {
  /** Call before changing a row's fields. */
  touch(row: T): T;
  /** A row that is new in this batch; `remove` takes it out of memory if the batch fails. */
  add(row: T, remove: () => void): void;
  rows(): T[];
  /** The row as it was before this batch; undefined for a new one. */
  before(row: T): T | undefined;
  rollback(): void;
  clear(): void;
}

export function createChanges<T extends object>(): Changes<T> {
  const copies = new Map<T, T | undefined>();
  let removals: (() => void)[] = [];
  return {
    touch(row) {
      if (!copies.has(row)) copies.set(row, { ...row });
      return row;
    },
    add(row, remove) {
      copies.set(row, undefined);
      removals.push(remove);
    },
    rows: () => [...copies.keys()],
    before: (row) => copies.get(row),
    rollback() {
      for (const [row, copy] of copies) if (copy) Object.assign(row, copy);
      for (const remove of removals.reverse()) remove();
      this.clear();
    },
    clear() {
      copies.clear();
      removals = [];
    },
  };
}
