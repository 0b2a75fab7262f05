import { timingSafeEqual } from 'node:crypto';
import type { BankCore } from '#bank/core.ts';
import { toBase64Url } from '#shared/bytes.ts';
import { type ParamsOf, type ResultOf, refusal } from '#shared/protocol/json-rpc.ts';
import type { publicMethods } from '#shared/protocol/public-methods.ts';
import type { TerminalEvent } from '#shared/protocol/terminal-methods.ts';
import { terminalOpeningBytes } from '#shared/signing-bytes.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { Client } from './client.ts';

type Challenge = ResultOf<typeof publicMethods, 'terminal.challenge'>;
type OpenParams = ParamsOf<typeof publicMethods, 'terminal.open'>;
type OpenResult = ResultOf<typeof publicMethods, 'terminal.open'>;

/** The terminals that are connected, one connection each. */
export interface TerminalDesk {
  challenge(client: Client, vmid: string): Challenge;
  open(client: Client, params: OpenParams): OpenResult;
  /** To be called when any connection ends. */
  leave(client: Client): void;
  notify(vmid: string, event: TerminalEvent): void;
}

export interface TerminalDeskParts {
  readonly core: BankCore;
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
}

const CHALLENGE_BYTES = 32;
const CHALLENGE_MS = 60_000;

const isSameText = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

export function createTerminalDesk(parts: TerminalDeskParts): TerminalDesk {
  const { core } = parts;
  const online = new Map<string, Client>();

  const checkOpening = (client: Client, params: OpenParams): OpenResult => {
    const { challenge } = client;
    client.challenge = undefined;
    const isAnswer =
      challenge !== undefined &&
      challenge.vmid === params.vmid &&
      challenge.expiresMs > parts.nowMs() &&
      isSameText(challenge.text, params.challenge);
    if (!isAnswer) throw refusal('U01', 'Ask for a new challenge first; each is good once.');
    const merchant = core.merchant(params.vmid);
    if (!merchant) throw refusal('X6', 'The bank does not know this UPI machine.');
    if (merchant.port !== params.port) {
      throw refusal('X6', `This UPI machine is registered on port ${merchant.port}.`);
    }
    const bytes = terminalOpeningBytes({ ...params, bankId: core.identity.bankId });
    const signature = new Uint8Array(Buffer.from(params.signature, 'base64'));
    if (!nodeCrypto.verifyP256(merchant.publicKey, bytes, signature)) {
      throw refusal('U15', "The merchant's signature does not fit.");
    }
    const { name, vpa, mid, certificate } = merchant;
    return { name, vpa, mid, certificate };
  };

  return {
    challenge(client, vmid) {
      const text = toBase64Url(parts.randomBytes(CHALLENGE_BYTES));
      client.challenge = { vmid, text, expiresMs: parts.nowMs() + CHALLENGE_MS };
      return { challenge: text };
    },
    open(client, params) {
      const result = checkOpening(client, params);
      // The newest connection wins: the old one may be dead without anybody having noticed.
      const previous = online.get(params.vmid);
      client.role = 'terminal';
      client.vmid = params.vmid;
      online.set(params.vmid, client);
      previous?.connection.close('This UPI machine has connected again.');
      core.setTerminalOnline(params.vmid, true);
      return result;
    },
    leave(client) {
      if (client.vmid === '' || online.get(client.vmid) !== client) return;
      online.delete(client.vmid);
      core.setTerminalOnline(client.vmid, false);
    },
    notify(vmid, event) {
      online.get(vmid)?.notify('terminal.event', event);
    },
  };
}
