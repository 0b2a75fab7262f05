import type { WebSocket } from 'ws';
import {
  BRIDGE_CLOSE,
  type BridgeMessage,
  bridgeHello,
  bridgeRequest,
} from '#shared/simulator/bridge.ts';
import type { SimulatorHandle } from '../simulator/simulator.ts';
import type { SimulatorWindow, WindowSink } from '../simulator/windows.ts';
import type { WindowTokens } from './window-tokens.ts';

/** One browser window's connection: its hello within a bound, then calls and events. */
const HELLO_WITHIN_MS = 5_000;
const IN_FLIGHT_MAX = 64;
const DROP_EVENTS_ABOVE_BYTES = 2 * 1_024 * 1_024;
/** A window that reads nothing at all ends when this much waits for it. */
const BUFFERED_MAX_BYTES = 32 * 1_024 * 1_024;
/** A reloading page is back within this time and does not count as closed meanwhile. */
const RELOAD_GRACE_MS = 1_000;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const TOO_MANY = {
  ok: false,
  problem: { code: 'limit', message: 'Too many calls at once; wait for the others.' },
} as const;

function serveWindow(
  socket: WebSocket,
  window: SimulatorWindow,
  token: string,
  context: { readonly simulator: SimulatorHandle; readonly tokens: WindowTokens },
): void {
  const { simulator, tokens } = context;
  const send = (message: BridgeMessage) => {
    if (socket.readyState !== socket.OPEN) return;
    // A window that is too slow for the bank's events misses some; its lists reload when asked.
    const isDroppable = message.kind === 'event' && message.name === 'bank.event';
    if (isDroppable && socket.bufferedAmount > DROP_EVENTS_ABOVE_BYTES) return;
    if (socket.bufferedAmount > BUFFERED_MAX_BYTES) return socket.close(TRY_AGAIN_LATER);
    socket.send(JSON.stringify(message));
  };
  const sink: WindowSink = {
    send: (name, payload) => send({ kind: 'event', name, payload }),
    close(reason) {
      if (reason === 'closed') tokens.forget(window.windowId);
      // After the answer to the window's own `window.close`.
      setImmediate(() => socket.close(BRIDGE_CLOSE[reason]));
      simulator.windows.remove(window.windowId, sink);
    },
  };
  let inFlight = 0;

  const onRequest = async (text: string): Promise<void> => {
    const request = bridgeRequest.safeParse(parse(text));
    // The token may have ended while the connection was open.
    if (!request.success || !tokens.find(token)) return socket.close(POLICY_VIOLATION);
    const { id, name, params } = request.data;
    if (inFlight >= IN_FLIGHT_MAX) return send({ kind: 'answer', id, answer: TOO_MANY });
    inFlight += 1;
    const answer = await simulator.handle(window, name, params);
    inFlight -= 1;
    send({ kind: 'answer', id, answer });
  };

  socket.on('message', (data, isBinary) => {
    if (isBinary) return socket.close(POLICY_VIOLATION);
    void onRequest(String(data));
  });
  socket.on('close', () => {
    setTimeout(() => simulator.windows.remove(window.windowId, sink), RELOAD_GRACE_MS).unref();
  });
  send({ kind: 'welcome', info: simulator.info(window) });
  simulator.windows.add(window, sink);
}

export function acceptApiSocket(
  socket: WebSocket,
  context: { readonly simulator: SimulatorHandle; readonly tokens: WindowTokens },
): void {
  const timer = setTimeout(() => socket.close(POLICY_VIOLATION), HELLO_WITHIN_MS);
  socket.on('error', () => socket.terminate());
  socket.once('close', () => clearTimeout(timer));
  socket.once('message', (data, isBinary) => {
    clearTimeout(timer);
    const hello = bridgeHello.safeParse(isBinary ? undefined : parse(String(data)));
    const window = hello.success ? context.tokens.find(hello.data.token) : undefined;
    if (!hello.success || !window) return socket.close(BRIDGE_CLOSE.unknownWindow);
    // A duplicated tab has the same token: the newest page is the window, the older one ends.
    context.simulator.windows.find(window.windowId)?.sink.close('replaced');
    serveWindow(socket, window, hello.data.token, context);
  });
}
