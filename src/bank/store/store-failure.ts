/** Why a store could not do its work. */
export type StoreFailureKind =
  | 'disk-full'
  | 'read-only'
  | 'busy'
  | 'damaged'
  | 'newer-version'
  | 'foreign'
  /** There is no bank in this database. */
  | 'missing'
  | 'unsupported'
  | 'rejected'
  /** The database server does not let this program in. */
  | 'refused'
  | 'lost'
  | 'closed';

/**
 * A failed commit left nothing behind unless `isOutcomeUnknown`, in which case `lastBatch` tells
 * once the store answers again.
 */
export class StoreFailure extends Error {
  readonly kind: StoreFailureKind;
  readonly isOutcomeUnknown: boolean;
  /** For the operator's log, when callers must not hear it: it names machines. */
  readonly detail: string | undefined;

  constructor(
    kind: StoreFailureKind,
    message: string,
    options: {
      readonly cause?: unknown;
      readonly isOutcomeUnknown?: boolean;
      readonly detail?: string;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'StoreFailure';
    this.kind = kind;
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false;
    this.detail = options.detail;
  }
}
