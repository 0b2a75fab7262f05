/** Lists that a window keeps of a stream without end: newest first, each thing once, cut at `max`. */
export function putNewest<T>(
  rows: readonly T[],
  added: readonly T[],
  max: number,
  order: { readonly key: (row: T) => string | number; readonly rank: (row: T) => number },
): readonly T[] {
  if (added.length === 0) return rows;
  const byKey = new Map(rows.map((row) => [order.key(row), row]));
  for (const row of added) byKey.set(order.key(row), row);
  return [...byKey.values()].sort((a, b) => order.rank(b) - order.rank(a)).slice(0, max);
}

/** The list with one more at its end, the oldest dropped over `max`. */
export const pushBounded = <T>(rows: readonly T[], row: T, max: number): readonly T[] =>
  [...rows, row].slice(-max);
