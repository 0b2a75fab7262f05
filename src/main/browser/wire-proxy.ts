import type { WebSocket } from 'ws';
import type { TextTransport } from '#shared/json-rpc-peer.ts';
import { BANK_PATH, TERMINAL_PATH } from '#shared/simulator/bridge.ts';
import type { ConnectWire, WireTarget } from '../simulator/links.ts';
import type { SimulatorWindow } from '../simulator/windows.ts';

/**
 * Carries a window's bank or terminal connection over the page's own origin, because browsers
 * refuse a private certificate authority. Text goes through unread; only the directory says where
 * a terminal is.
 */
/** What a window may reach: phones the bank and every terminal, a POS its own terminal only. */
export function wireTargetFor(
  pathname: string,
  window: SimulatorWindow,
  ownVmid: string | undefined,
): WireTarget | undefined {
  if (pathname === BANK_PATH) return window.role === 'phone' ? { kind: 'bank' } : undefined;
  if (!pathname.startsWith(TERMINAL_PATH)) return undefined;
  const vmid = pathname.slice(TERMINAL_PATH.length);
  const isAllowed = window.role === 'phone' || (window.role === 'pos' && vmid === ownVmid);
  return isAllowed ? { kind: 'terminal', vmid } : undefined;
}

/** Messages of the window held until the TLS side is open. */
const HELD_MAX = 32;
/** What may wait to be written to a slow window before its connection ends. */
const BUFFERED_MAX_BYTES = 1_024 * 1_024;
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const NO_UPSTREAM = 1013;
/** Close reasons may have 123 bytes (RFC 6455 section 5.5). */
const REASON_MAX_LENGTH = 100;

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'not reachable').slice(0, REASON_MAX_LENGTH);

export function proxyWire(socket: WebSocket, target: WireTarget, connect: ConnectWire): void {
  let upstream: TextTransport | undefined;
  let isEnded = false;
  const held: string[] = [];
  const end = (code: number, reason = ''): void => {
    if (isEnded) return;
    isEnded = true;
    socket.close(code, reason);
    upstream?.close();
  };

  socket.on('error', () => end(POLICY_VIOLATION));
  socket.on('close', () => end(GOING_AWAY));
  socket.on('message', (data, isBinary) => {
    if (isBinary) return end(POLICY_VIOLATION);
    const text = String(data);
    if (upstream) upstream.send(text);
    else if (held.push(text) > HELD_MAX) end(POLICY_VIOLATION);
  });

  connect(target).then(
    (transport) => {
      upstream = transport;
      if (isEnded) return transport.close();
      transport.onText = (text) => {
        if (socket.bufferedAmount > BUFFERED_MAX_BYTES) end(POLICY_VIOLATION);
        else if (!isEnded) socket.send(text);
      };
      transport.onClose = () => end(GOING_AWAY);
      for (const text of held.splice(0)) transport.send(text);
    },
    (error: unknown) => end(NO_UPSTREAM, reasonOf(error)),
  );
}
