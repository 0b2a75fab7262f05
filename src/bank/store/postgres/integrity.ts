import type { Ask } from './state-reader.ts';

/**
 * What of the schema's own guards is missing or switched off, and which indexes are not whole.
 * PostgreSQL checks its pages itself when the cluster was made with data checksums.
 */
export async function readFaults(ask: Ask, schema: string): Promise<string[]> {
  const rows = await ask(
    `SELECT 'trigger ' || tgname || ' on ' || relname || ' is switched off' AS fault
       FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = $1 AND tgenabled NOT IN ('O', 'A')
     UNION ALL
     SELECT 'rule ' || conname || ' on ' || relname || ' is not checked'
       FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = $1 AND NOT convalidated
     UNION ALL
     SELECT 'index ' || relname || ' is not whole'
       FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = $1 AND NOT (indisvalid AND indisready)
     UNION ALL
     SELECT 'trigger ' || name || ' on ' || place || ' is gone'
       FROM unnest($2::text[], $3::text[]) AS guard (place, name)
       WHERE NOT EXISTS (SELECT FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
         JOIN pg_namespace ON pg_namespace.oid = relnamespace
         WHERE nspname = $1 AND relname = place AND tgname = name)
     LIMIT 20`,
    [schema, GUARDS.map(([table]) => table), GUARDS.map(([, name]) => name)],
  );
  return rows.map(({ fault }) => fault as string);
}

const GUARDS: readonly (readonly [table: string, trigger: string])[] = [
  ...['leaf', 'node', 'block', 'record'].flatMap((table) => [
    [table, `${table}_no_change`] as const,
    [table, `${table}_no_truncate`] as const,
  ]),
  ...['leaf', 'block', 'record'].map((table) => [table, `${table}_next`] as const),
  ['meta', 'meta_batch'],
];
