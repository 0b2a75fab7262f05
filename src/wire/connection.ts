import type { TextTransport } from '#shared/json-rpc-peer.ts';

/**
 * One connection that carries text messages both ways, whatever the framing and whichever side
 * opened it. A client's connection is the `TextTransport` that `createRpcCaller` takes.
 */
export interface Connection extends TextTransport {
  /** Counts up in this process; 0 never occurs. */
  readonly id: number;
  readonly kind: ConnectionKind;
  readonly remoteAddress: string;
  readonly isOpen: boolean;
  /** Whether the other side has sent a whole message yet. */
  readonly hasReceived: boolean;
  /** Bytes accepted by `send` that the network has not taken yet. */
  readonly bufferedBytes: number;
  /**
   * Never blocks. A reader so slow that more than the limit waits for it is cut off; sending on a
   * closed connection does nothing.
   */
  send(text: string): void;
  /** Lets what was sent go out, then ends; cut after a second. */
  close(reason?: string): void;
  /** Both are set by the one owner; setting `onClose` after the end still reports it. */
  onText: (text: string) => void;
  onClose: (reason: string) => void;
}

export type ConnectionKind = 'frames' | 'websocket';

export interface TransportLimits {
  /** Longest message taken from the other side. */
  readonly incomingMaxBytes: number;
  /** Most that may wait for a slow reader. */
  readonly outgoingMaxBytes: number;
}

/** How long a connection may take to say goodbye. */
export const CLOSE_GRACE_MS = 1_000;

let lastId = 0;
export const nextConnectionId = (): number => ++lastId;

/** The handlers of a connection, shared by both framings. */
export interface ConnectionEvents {
  onText: (text: string) => void;
  onClose: (reason: string) => void;
  /** Reports the end once. */
  end(reason: string): void;
  readonly isEnded: boolean;
}

export function createConnectionEvents(): ConnectionEvents {
  let endReason: string | undefined;
  let onClose: ((reason: string) => void) | undefined;
  return {
    onText: () => {},
    get onClose() {
      return onClose ?? (() => {});
    },
    set onClose(handler) {
      onClose = handler;
      const reason = endReason;
      if (reason !== undefined) queueMicrotask(() => handler(reason));
    },
    end(reason) {
      if (endReason !== undefined) return;
      endReason = reason;
      onClose?.(reason);
    },
    get isEnded() {
      return endReason !== undefined;
    },
  };
}
