import type { Socket } from 'node:net';

/**
 * Sockets that have not finished opening (TLS, then the WebSocket upgrade). When too many are
 * opening at once the oldest is cut, not the newest refused: thousands of half-open sockets then
 * push each other out, while a genuine client needs only a few milliseconds and gets through.
 */
export interface Handshakes {
  begin(socket: Socket): void;
  /** The socket is open, whatever object it is wrapped in by now. */
  finish(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): void;
  /** Cuts what has been opening for too long. */
  sweep(): void;
  cutAll(): void;
  readonly count: number;
}

interface Opening {
  readonly socket: Socket;
  readonly startedMs: number;
}

export interface HandshakeLimits {
  readonly handshakesMax: number;
  readonly handshakeTimeoutMs: number;
}

/** @param nowMs a clock that never goes back, such as performance.now */
export function createHandshakes(limits: HandshakeLimits, nowMs: () => number): Handshakes {
  // A TLS socket has no public way back to the socket it wraps; both know the same remote end.
  const opening = new Map<string, Opening>();
  const keyOf = (socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): string =>
    `${socket.remoteAddress} ${socket.remotePort}`;

  const cut = (key: string, entry: Opening): void => {
    opening.delete(key);
    entry.socket.destroy();
  };

  return {
    begin(socket) {
      const key = keyOf(socket);
      const entry = { socket, startedMs: nowMs() };
      opening.set(key, entry);
      socket.once('close', () => {
        if (opening.get(key) === entry) opening.delete(key);
      });
      if (opening.size <= limits.handshakesMax) return;
      const oldest = opening.entries().next().value;
      if (oldest) cut(...oldest);
    },
    finish(socket) {
      opening.delete(keyOf(socket));
    },
    sweep() {
      const limitMs = nowMs() - limits.handshakeTimeoutMs;
      for (const [key, entry] of opening) {
        if (entry.startedMs > limitMs) return;
        cut(key, entry);
      }
    },
    cutAll() {
      for (const [key, entry] of opening) cut(key, entry);
    },
    get count() {
      return opening.size;
    },
  };
}
