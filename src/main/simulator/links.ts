import type { KeyPlace } from '#bank/wrapping-key.ts';
import type { Connection } from '#wire/connection.ts';

/** Where a window's wire connection goes. */
export type WireTarget =
  | { readonly kind: 'bank' }
  | { readonly kind: 'terminal'; readonly vmid: string };

/** Opens the TLS side of it. @throws RpcError with a sentence for people */
export type ConnectWire = (target: WireTarget) => Promise<Connection>;

/** A TLS port of the wire and the authority its certificate must come from. */
export interface WireAddress {
  readonly host: string;
  readonly port: number;
  /** PEM; several may follow each other. */
  readonly caPem: string;
}

/** The bank this process runs; a bank elsewhere is only a `WireAddress`. */
export interface RunningBank {
  readonly address: WireAddress;
  /** Where the key that seals its PINs is kept; unknown of a bank elsewhere. */
  readonly keyPlace?: KeyPlace;
  /** Called when it ends by itself, with the reason for people. */
  onFailure(listener: (reason: string) => void): void;
  /** Lets the running commit finish, answers what is in flight, closes the store. */
  close(): Promise<void>;
}

/** What the terminals' thread knows about one of its UPI machines. */
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

export interface NewTerminal {
  readonly name: string;
  readonly password: string;
  readonly openingBalancePaise: string;
  readonly port: number;
}

/** All terminals of this process, in their own thread. */
export interface RunningTerminals {
  list(): readonly TerminalStatus[];
  /**
   * Listens on the port, registers the merchant at the bank and draws its code.
   * @throws SimulatorApiError `port-in-use`, `invalid`, `refused` or `bank-unreachable`
   */
  register(form: NewTerminal): Promise<TerminalStatus & { readonly qrFile: string }>;
  /** Tries again one that does not listen. */
  start(vmid: string): Promise<void>;
  /** Stops listening and forgets the terminal's keys. */
  remove(vmid: string): Promise<void>;
  onChange(listener: () => void): void;
  close(): Promise<void>;
}
