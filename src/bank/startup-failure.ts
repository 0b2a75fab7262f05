/** Why a bank cannot start on this database. The message is for people and says what to do. */
export type StartupFailureKind =
  | 'database-behind'
  | 'checkpoint-mismatch'
  | 'wrong-key'
  | 'damaged'
  | 'foreign-backup';

export class StartupFailure extends Error {
  readonly kind: StartupFailureKind;

  constructor(kind: StartupFailureKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartupFailure';
    this.kind = kind;
  }
}
