import { createRpcCaller, type RpcCaller, type TextTransport } from '#shared/json-rpc-peer.ts';
import { type PosState, posMethods, posState } from '#shared/protocol/terminal-methods.ts';

/**
 * The POS window's one connection: to its own terminal. Reconnects by itself with a bounded
 * back-off; every state the terminal pushes reaches the subscribers.
 */
export interface PosLink {
  /** `online` only while the terminal answers; the bank behind it is in `state.bank`. */
  readonly snapshot: PosSnapshot;
  subscribe(listener: () => void): () => void;
  charge(amountPaise: number, note?: string): Promise<void>;
  cancel(): Promise<void>;
  dismiss(): Promise<void>;
  refund(txnId: string, amountPaise: number, password: string): Promise<string>;
  close(): void;
}

export interface PosSnapshot {
  readonly link: 'connecting' | 'online' | 'lost';
  readonly state: PosState | undefined;
}

export interface PosLinkOptions {
  readonly connect: () => Promise<TextTransport>;
  /** Read after `connect`: a terminal that was started anew has another one. */
  readonly posToken: () => string;
  readonly schedule: (run: () => void, delayMs: number) => void;
}

const RETRY_FIRST_MS = 250;
const RETRY_MAX_MS = 4_000;

export function createPosLink({ connect, posToken, schedule }: PosLinkOptions): PosLink {
  const listeners = new Set<() => void>();
  let snapshot: PosSnapshot = { link: 'connecting', state: undefined };
  let caller: RpcCaller | undefined;
  let retryMs = RETRY_FIRST_MS;
  let isClosed = false;

  const publish = (next: Partial<PosSnapshot>): void => {
    snapshot = { ...snapshot, ...next };
    for (const listener of listeners) listener();
  };
  const onNotification = (method: string, params: unknown): void => {
    const state = method === 'pos.state' ? posState.safeParse(params) : undefined;
    if (state?.success) publish({ state: state.data });
  };
  const retry = (): void => {
    if (isClosed) return;
    caller = undefined;
    publish({ link: 'lost' });
    schedule(() => void open(), retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
  };
  /** One attempt; whichever way it ends, `retry` runs at most once for it. */
  const open = async (): Promise<void> => {
    let isEnded = false;
    const end = (): void => {
      if (!isEnded) retry();
      isEnded = true;
    };
    try {
      const opened = createRpcCaller(await connect(), { onNotification, onClose: end });
      const state = await opened
        .call(posMethods, 'pos.open', { posToken: posToken() })
        .catch((error) => {
          opened.close();
          throw error;
        });
      caller = opened;
      retryMs = RETRY_FIRST_MS;
      publish({ link: 'online', state });
    } catch {
      end();
    }
  };
  const online = (): RpcCaller => {
    if (!caller) throw new Error('The terminal does not answer.');
    return caller;
  };
  void open();

  return {
    get snapshot() {
      return snapshot;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async charge(amountPaise, note = '') {
      const params = { amountPaise: String(amountPaise), note };
      publish({ state: await online().call(posMethods, 'pos.charge', params) });
    },
    async cancel() {
      publish({ state: await online().call(posMethods, 'pos.cancel', {}) });
    },
    async dismiss() {
      publish({ state: await online().call(posMethods, 'pos.dismiss', {}) });
    },
    async refund(txnId, amountPaise, password) {
      const params = { txnId, amountPaise: String(amountPaise), password };
      return (await online().call(posMethods, 'pos.refund', params)).code;
    },
    close() {
      isClosed = true;
      caller?.close();
    },
  };
}
