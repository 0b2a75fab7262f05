import type { Connection } from '#wire/connection.ts';
import type { Role } from './access.ts';

/** One connection as the server knows it. */
export interface Client {
  readonly connection: Connection;
  role: Role;
  /** VMID of the terminal this connection belongs to, empty for every other role. */
  vmid: string;
  /** Set between `terminal.challenge` and `terminal.open`; good for one try. */
  challenge: TerminalChallenge | undefined;
  notify(method: string, params: unknown): void;
}

export interface TerminalChallenge {
  readonly vmid: string;
  /** base64url of 32 random bytes. */
  readonly text: string;
  readonly expiresMs: number;
}
