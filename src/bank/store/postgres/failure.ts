import { StoreFailure, type StoreFailureKind } from '../store-failure.ts';

/** SQLSTATE, or its class (postgresql.org/docs/current/errcodes-appendix.html). */
const KIND_BY_STATE: Readonly<Record<string, StoreFailureKind>> = {
  '08': 'lost',
  '22': 'rejected',
  '23': 'rejected',
  '25006': 'read-only',
  '28': 'refused',
  '3D000': 'refused',
  '40': 'busy',
  '42501': 'refused',
  '53100': 'disk-full',
  '53300': 'busy',
  '55P03': 'busy',
  '57014': 'busy',
  '57': 'lost',
  '58030': 'lost',
  '58P01': 'damaged',
  XX001: 'damaged',
  XX002: 'damaged',
};

const MESSAGES: Readonly<Partial<Record<StoreFailureKind, string>>> = {
  busy: 'The database server did not get to it in time.',
  'read-only': 'The database server takes no changes: it is read-only or a standby.',
  'disk-full': "The database server's disk is full.",
  damaged: 'The database server finds its files damaged.',
  refused: 'The database server refuses this login.',
  rejected: 'The database refused a row: a rule of the ledger would have been broken.',
  lost: 'The database server cannot be reached.',
};

/** What the server says; what happened to the connection has Node's code or none. */
interface ServerError {
  readonly code?: string;
  readonly severity?: string;
  readonly message?: string;
  readonly errors?: readonly ServerError[];
}

/** The first of several addresses that were tried says enough. */
const plain = (error: unknown): ServerError => {
  const given = (error ?? {}) as ServerError;
  return given.message === '' && given.errors?.[0] ? given.errors[0] : given;
};

/** The server took the statement back, and says so; everything else ends the connection. */
export const isAnswer = (error: unknown): boolean => plain(error).severity === 'ERROR';

function kindOf({ code, severity }: ServerError): StoreFailureKind {
  if (severity === undefined || code === undefined) return 'lost';
  return KIND_BY_STATE[code] ?? KIND_BY_STATE[code.slice(0, 2)] ?? 'lost';
}

function detailOf(error: unknown, label: string): string {
  const { message, code } = plain(error);
  return `PostgreSQL at ${label}: ${message || code || 'connection lost'}`;
}

/**
 * Why a database could not be opened or read by whoever runs the bank: says where it is and what
 * the server said. A StoreFailure passes unchanged.
 * @param label the target's, without its password
 */
export function openingFailure(error: unknown, label: string): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const kind = kindOf(plain(error));
  const detail = detailOf(error, label);
  return new StoreFailure(kind, `${MESSAGES[kind]} (${detail})`, { cause: error });
}

/**
 * Why a running bank's database did not do its work. The bank's callers hear the message, so where
 * the database is stays in `detail`.
 */
export function runningFailure(
  error: unknown,
  label: string,
  options: { readonly isOutcomeUnknown?: boolean } = {},
): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const kind = kindOf(plain(error));
  const detail = detailOf(error, label);
  return new StoreFailure(kind, `${MESSAGES[kind]}`, { cause: error, detail, ...options });
}
