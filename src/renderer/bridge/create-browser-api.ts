import type { CallName, CallParams, CallResult, SimulatorApi } from '#shared/simulator/contract.ts';
import { SimulatorApiError } from '#shared/simulator/contract.ts';
import type { HostInfo } from '#shared/simulator/records.ts';
import { type BridgeSocket, connectBridge } from './bridge-socket.ts';
import { createEventListeners } from './event-listeners.ts';
import { forgetWindowSession, openWindowSession, type PageSurroundings } from './window-session.ts';

const STOPPED =
  'The simulator has stopped. Payments that were answered are kept; start it again with npm start.';
const RECONNECT_FIRST_MS = 250;
const RECONNECT_MAX_MS = 4_000;

/**
 * SimulatorApi over the browser host's WebSocket. Reconnects by itself; while the host is away,
 * calls are refused with `host-unreachable` and `host.changed` says that the bank has failed.
 * @throws SimulatorApiError when this window has no valid link or token
 */
export async function createBrowserApi(page: PageSurroundings): Promise<SimulatorApi> {
  const token = await openWindowSession(page);
  const listeners = createEventListeners();
  listeners.on('window.place', page.placeWindow);
  let info: HostInfo | undefined;
  let socket: BridgeSocket;
  let retryMs = RECONNECT_FIRST_MS;

  const open = (): Promise<BridgeSocket> =>
    connectBridge(page, token, {
      onWelcome(welcomed) {
        retryMs = RECONNECT_FIRST_MS;
        if (info) listeners.emit('host.changed', welcomed);
        info = welcomed;
      },
      onEvent: listeners.emit,
      onEnd: ended,
    });

  const reconnect = (): void => {
    const waitMs = retryMs;
    retryMs = Math.min(retryMs * 2, RECONNECT_MAX_MS);
    setTimeout(() => {
      open().then(
        (next) => {
          socket = next;
        },
        // A refusal was already told by `ended`; anything else tries again from there.
        () => undefined,
      );
    }, waitMs);
  };

  function ended(end: { readonly isFinal: boolean; readonly message: string }): void {
    if (!info) return;
    const problem = end.isFinal ? end.message : STOPPED;
    listeners.emit('host.changed', { ...info, bank: { ...info.bank, state: 'failed', problem } });
    if (end.isFinal) {
      forgetWindowSession(page);
      if (end.message === '') page.closeWindow();
    } else {
      reconnect();
    }
  }

  try {
    socket = await open();
  } catch (error) {
    if (error instanceof SimulatorApiError && error.problem.code === 'forbidden') {
      forgetWindowSession(page);
    }
    throw error;
  }

  return {
    async call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
      const answer = await socket.request(name, params);
      if (!answer.ok) throw new SimulatorApiError(answer.problem);
      return answer.result as CallResult<N>;
    },
    on: listeners.on,
  };
}
