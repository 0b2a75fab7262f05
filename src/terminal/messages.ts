import type { MerchantForm } from './register-merchant.ts';
import type { TerminalErrorCode } from './terminal-error.ts';
import type { BankPlace } from './wire-terminal.ts';

/** What the hosting process and the terminals' thread say to each other. Never a password back. */
export interface ThreadSettings {
  readonly bank: BankPlace;
  readonly dataFolder: string;
  /** Address the terminals listen on. */
  readonly listenHost: string;
  /** What the directory tells phones. */
  readonly host: string;
}

/** What the thread knows about one of its UPI machines. */
export interface TerminalStatus {
  readonly vmid: string;
  readonly mid: string;
  readonly vpa: string;
  readonly name: string;
  readonly port: number;
  /** Opens the POS window's side of the terminal. */
  readonly posToken: string;
  readonly isListening: boolean;
  /** Why it does not listen, for people. */
  readonly problem?: string;
}

/** Requests by name with what they answer. */
export interface ThreadCalls {
  register: {
    readonly params: MerchantForm;
    readonly result: TerminalStatus & { readonly qrFile: string };
  };
  /** Starts a stored terminal, or starts it again after a problem. */
  start: { readonly params: { readonly vmid: string }; readonly result: TerminalStatus };
  stop: { readonly params: { readonly vmid: string }; readonly result: TerminalStatus };
  /** Stops it and forgets its key. */
  remove: { readonly params: { readonly vmid: string }; readonly result: undefined };
  list: { readonly params: undefined; readonly result: readonly TerminalStatus[] };
  close: { readonly params: undefined; readonly result: undefined };
}
export type ThreadCallName = keyof ThreadCalls;

export interface ThreadRequest<N extends ThreadCallName = ThreadCallName> {
  readonly id: number;
  readonly name: N;
  readonly params: ThreadCalls[N]['params'];
}

export interface ThreadProblem {
  readonly code: TerminalErrorCode;
  readonly message: string;
}

export type ThreadMessage =
  /** Every stored terminal was tried once. */
  | { readonly kind: 'ready'; readonly terminals: readonly TerminalStatus[] }
  | { readonly kind: 'failed'; readonly problem: ThreadProblem }
  | { readonly kind: 'changed'; readonly terminals: readonly TerminalStatus[] }
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly problem: ThreadProblem };
