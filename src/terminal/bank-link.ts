import { createRpcCaller, type RpcCaller, type TextTransport } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import { terminalOpeningBytes } from '#shared/signing-bytes.ts';
import type { Logger } from '#wire/logger.ts';
import type { MerchantSigner } from './merchant-key.ts';
import type { TerminalIdentity } from './terminal-file.ts';
import type { Timers } from './timers.ts';

/**
 * The terminal's one connection to its bank: opened with the merchant's key, opened again with
 * growing pauses whenever it ends.
 */
export interface BankLink {
  readonly state: PosState['bank'];
  /** Bank clock minus this machine's, as of the last opening. */
  readonly clockOffsetMs: number;
  /** @throws RpcError `unreachable` while there is no connection. */
  caller(): RpcCaller;
  /** Once. */
  start(): void;
  close(): void;
}

export interface BankLinkOptions {
  readonly identity: Pick<TerminalIdentity, 'bankId' | 'vmid' | 'port' | 'vpa' | 'mid'>;
  readonly signer: MerchantSigner;
  /** Opens the transport; throws when the bank does not answer. */
  readonly connect: () => Promise<TextTransport>;
  readonly timers: Timers;
  readonly nowMs: () => number;
  /** 0 up to 1, so that many terminals do not come back in step. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly onNotification: (method: string, params: unknown) => void;
  readonly onChange: () => void;
  /** After every opening: what was missed must be read again. */
  readonly onOpen: () => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** An idle connection is tried this often: a machine that vanished never says goodbye. */
const HEARTBEAT_EVERY_MS = 20_000;
const HEARTBEAT_TIMEOUT_MS = 10_000;
/** Calls unanswered at once; the bank takes 1,024 from one connection. */
const IN_FLIGHT_MAX = 1_024;

const pauseMs = (failures: number, random: number): number => {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 16));
  return Math.round(whole * (0.5 + random / 2));
};

async function openAsTerminal(
  caller: RpcCaller,
  { identity, signer, nowMs }: BankLinkOptions,
): Promise<number> {
  const askedMs = nowMs();
  const info = await caller.call(publicMethods, 'bank.info', {});
  const clockOffsetMs = Math.round(info.timeMs - (askedMs + nowMs()) / 2);
  const { bankId, vmid, port } = identity;
  if (info.bankId !== bankId) {
    throw new RpcError(RPC_ERROR.refused, 'This is another bank than the one it registered with.');
  }
  const { challenge } = await caller.call(publicMethods, 'terminal.challenge', { vmid });
  const signature = signer.sign(terminalOpeningBytes({ bankId, challenge, port, vmid }));
  const opened = await caller.call(publicMethods, 'terminal.open', {
    vmid,
    challenge,
    port,
    signature,
  });
  if (opened.vpa !== identity.vpa || opened.mid !== identity.mid) {
    throw new RpcError(RPC_ERROR.refused, 'The bank knows this machine as another merchant.');
  }
  return clockOffsetMs;
}

const notConnected = (): RpcError => {
  const detail = 'This UPI machine cannot reach the bank now.';
  return new RpcError(RPC_ERROR.unreachable, detail, { detail });
};

export function createBankLink(options: BankLinkOptions): BankLink {
  const { timers, logger, identity } = options;
  let state: PosState['bank'] = 'connecting';
  let clockOffsetMs = 0;
  let open: RpcCaller | undefined;
  let failures = 0;
  let isClosed = false;
  let cancelTimer: (() => void) | undefined;

  const setState = (next: PosState['bank']): void => {
    if (state === next || isClosed) return;
    state = next;
    options.onChange();
  };
  const tryLater = (): void => {
    if (isClosed) return;
    cancelTimer = timers.after(pauseMs(failures, options.random()), () => void connect());
    failures += 1;
  };
  const ended = (caller: RpcCaller | undefined): void => {
    if (isClosed || caller !== open || open === undefined) return;
    open = undefined;
    cancelTimer?.();
    setState('connecting');
    tryLater();
  };

  const beat = async (caller: RpcCaller): Promise<void> => {
    try {
      await caller.call(publicMethods, 'bank.info', {}, { timeoutMs: HEARTBEAT_TIMEOUT_MS });
      if (caller === open) cancelTimer = timers.after(HEARTBEAT_EVERY_MS, () => void beat(caller));
    } catch {
      caller.close();
    }
  };

  const connect = async (): Promise<void> => {
    let caller: RpcCaller | undefined;
    try {
      const transport = await options.connect();
      caller = createRpcCaller(transport, {
        inFlightMax: IN_FLIGHT_MAX,
        onNotification: options.onNotification,
        onClose: () => ended(caller),
      });
      const offset = await openAsTerminal(caller, options);
      if (isClosed) return caller.close();
      // It may have ended between the answer and now.
      if (!caller.isOpen) throw notConnected();
      open = caller;
      clockOffsetMs = offset;
      failures = 0;
      const online = caller;
      cancelTimer = timers.after(HEARTBEAT_EVERY_MS, () => void beat(online));
      setState('online');
      options.onOpen();
    } catch (error) {
      caller?.close();
      logger.log('warn', 'bank not reached', { vmid: identity.vmid, error });
      setState('unreachable');
      tryLater();
    }
  };
  return {
    start: () => void connect(),
    get state() {
      return state;
    },
    get clockOffsetMs() {
      return clockOffsetMs;
    },
    caller() {
      if (!open) throw notConnected();
      return open;
    },
    close() {
      isClosed = true;
      cancelTimer?.();
      open?.close();
    },
  };
}
