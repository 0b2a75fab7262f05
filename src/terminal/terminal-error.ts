/** Why a terminal cannot be registered or started, in words for people. */
export type TerminalErrorCode =
  | 'port-in-use'
  | 'invalid'
  | 'not-found'
  | 'refused'
  | 'bank-unreachable'
  | 'internal';

export class TerminalError extends Error {
  readonly code: TerminalErrorCode;

  constructor(code: TerminalErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TerminalError';
    this.code = code;
  }
}
