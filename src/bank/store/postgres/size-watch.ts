import type { Ask } from './state-reader.ts';

const STALE_MS = 10_000;

/** How large the schema is, asked for at most every ten seconds and never waited for. */
export function createSizeWatch(ask: Ask, schema: string): { read(): number } {
  let bytes = 0;
  let askedMs = Number.NEGATIVE_INFINITY;
  function refresh(): void {
    askedMs = performance.now();
    ask(
      `SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint AS value FROM pg_class
       WHERE relkind = 'r' AND relnamespace = to_regnamespace($1)`,
      [schema],
      'size',
    ).then(
      ([row]) => {
        bytes = Number(row?.value ?? bytes);
      },
      // The next caller asks again; the figure is only shown.
      () => undefined,
    );
  }
  refresh();
  return {
    read() {
      if (performance.now() - askedMs > STALE_MS) refresh();
      return bytes;
    },
  };
}
