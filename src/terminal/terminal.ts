import type { TextTransport } from '#shared/json-rpc-peer.ts';
import type { PaymentResult, PaymentRow } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import type { Connection } from '#wire/connection.ts';
import type { Listener } from '#wire/listener.ts';
import type { Logger } from '#wire/logger.ts';
import { createBankLink } from './bank-link.ts';
import { createChargeDesk } from './charge-desk.ts';
import { createCounter } from './counter.ts';
import { merchantSigner } from './merchant-key.ts';
import { createRelay } from './relay.ts';
import type { TerminalIdentity } from './terminal-file.ts';
import { createPacer, type Timers } from './timers.ts';

/** Opens the port; the handler is set before any message is read. */
export type ListenForPhones = (onConnection: (connection: Connection) => void) => Promise<Listener>;

export interface TerminalOptions {
  readonly identity: TerminalIdentity;
  readonly listen: ListenForPhones;
  readonly connectBank: () => Promise<TextTransport>;
  /** Opens the POS window's side; at least 16 characters. */
  readonly posToken: string;
  readonly nowMs: () => number;
  readonly timers: Timers;
  readonly random: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly logger: Logger;
  /** Every payment and refund once; for machines without a window. */
  readonly onPayment?: (row: PaymentRow) => void;
}

/** A UPI machine: its own port, the merchant's key, one connection to the bank. */
export interface Terminal {
  readonly identity: TerminalIdentity;
  readonly port: number;
  state(): PosState;
  /** @throws RpcError, as do the calls below. */
  charge(amountPaise: string, note?: string): Promise<PosState>;
  cancel(): Promise<PosState>;
  dismiss(): PosState;
  refund(txnId: string, amountPaise: string, password: string): Promise<PaymentResult>;
  /** Every change, paced. At most 16 listeners; returns the unsubscribe. */
  onState(listener: (state: PosState) => void): () => void;
  close(): Promise<void>;
}

const LISTENERS_MAX = 16;
/** A burst of payments reaches the windows as one state every so often. */
const PUSH_EVERY_MS = 40;

/** @throws WireError when the port cannot be had. */
export async function createTerminal(options: TerminalOptions): Promise<Terminal> {
  const { identity, timers, logger } = options;
  const signer = merchantSigner(identity.privateKey);
  const listeners = new Set<(state: PosState) => void>();
  const pacer = createPacer(timers, PUSH_EVERY_MS, () => {
    const state = desk.state();
    counter.push(state);
    for (const listener of listeners) listener(state);
  });
  const onChange = (): void => pacer.request();

  // Bound before the bank is called: a machine nobody can reach must not count as online.
  let accept = (connection: Connection): void => connection.close('Not ready yet.');
  const listener = await options.listen((connection) => accept(connection));
  const bank = createBankLink({
    ...options,
    signer,
    onChange,
    connect: options.connectBank,
    onNotification(method, params) {
      if (method === 'session.event') relay.deliverEvent(params);
      else if (method === 'terminal.event') desk.take(params);
    },
    onOpen: () => {
      desk.catchUp().catch((error: unknown) => {
        logger.log('warn', 'catching up failed', { vmid: identity.vmid, error });
      });
    },
  });
  const relay = createRelay(bank);
  const desk = createChargeDesk({ ...options, signer, bank, onChange });
  const counter = createCounter({ ...options, relay, desk });
  accept = counter.accept;
  bank.start();

  return {
    identity,
    port: listener.port,
    state: desk.state,
    async charge(amountPaise, note = '') {
      await desk.charge(amountPaise, note);
      return desk.state();
    },
    async cancel() {
      await desk.cancel();
      return desk.state();
    },
    dismiss() {
      desk.dismiss();
      return desk.state();
    },
    refund: desk.refund,
    onState(added) {
      if (listeners.size >= LISTENERS_MAX) throw new RangeError('too many listeners');
      listeners.add(added);
      return () => listeners.delete(added);
    },
    async close() {
      bank.close();
      desk.close();
      pacer.stop();
      await listener.close('This UPI machine is being switched off.');
    },
  };
}
