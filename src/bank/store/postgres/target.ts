import { StoreFailure } from '../store-failure.ts';

/** Where a PostgreSQL store is, taken apart from its URL. */
export interface PostgresTarget {
  readonly url: string;
  /** One bank per schema. */
  readonly schema: string;
  /** The URL without its password and options: what people and logs may see. */
  readonly label: string;
}

const SCHEMES = new Set(['postgres:', 'postgresql:']);
const DEFAULT_SCHEMA = 'upi_sim';
const SCHEMA_PATTERN = /^[a-z_][a-z0-9_]{0,47}$/;
const OPTIONS = new Set(['host', 'schema', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey']);

export const EXAMPLE_URL = 'postgres://bank@127.0.0.1:5432/upisim';

export const isPostgresUrl = (text: string): boolean => /^postgres(ql)?:/i.test(text);

const wrong = (what: string): StoreFailure =>
  new StoreFailure('refused', `${what} It looks like ${EXAMPLE_URL}.`);

function parse(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // Without the cause: it carries the whole text, and with it the password.
    throw wrong('The database URL given with --store cannot be read.');
  }
  if (!SCHEMES.has(url.protocol)) throw wrong('--store takes the URL of a PostgreSQL database.');
  return url;
}

/** @throws StoreFailure `refused`, never with the password in it */
export function postgresTarget(text: string): PostgresTarget {
  const url = parse(text);
  const unknown = [...url.searchParams.keys()].find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) {
    throw wrong(
      `The database URL has an option "${unknown}"; known are ${[...OPTIONS].join(', ')}.`,
    );
  }
  const schema = url.searchParams.get('schema') ?? DEFAULT_SCHEMA;
  if (!SCHEMA_PATTERN.test(schema) || schema.startsWith('pg_')) {
    throw wrong(`"${schema}" is no schema name: small letters, digits and _, at most 48.`);
  }
  const host = url.searchParams.get('host') ?? url.host;
  url.searchParams.delete('schema');
  const user = url.username === '' ? '' : `${url.username}@`;
  const suffix = schema === DEFAULT_SCHEMA ? '' : `?schema=${schema}`;
  return {
    url: url.href,
    schema,
    label: `postgres://${user}${host}${url.pathname}${suffix}`,
  };
}
