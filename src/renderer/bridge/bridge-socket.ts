import { API_PATH, BRIDGE_CLOSE, type BridgeMessage } from '#shared/simulator/bridge.ts';
import { type ApiAnswer, type ApiProblem, SimulatorApiError } from '#shared/simulator/contract.ts';
import type { HostInfo } from '#shared/simulator/records.ts';
import type { PageSurroundings } from './window-session.ts';

/** One connection of a window to `/api`, from its hello to its end. */
export interface BridgeSocket {
  request(name: string, params: unknown): Promise<ApiAnswer>;
}

export interface BridgeHandlers {
  onWelcome(info: HostInfo): void;
  onEvent(name: string, payload: unknown): void;
  /** Final ends are not retried; an empty message means: the host closed this window. */
  onEnd(end: { readonly isFinal: boolean; readonly message: string }): void;
}

const IN_FLIGHT_MAX = 64;
/** A host that took the connection but does not greet is tried again. */
const WELCOME_WITHIN_MS = 10_000;
/** Longer than any bound on the host's side, so that its own answer comes first. */
const ANSWER_TIMEOUT_MS = 300_000;

const FINAL_MESSAGES: Readonly<Record<number, string>> = {
  [BRIDGE_CLOSE.unknownWindow]:
    'The simulator was started anew. Open this window again from the control room, or with the address that npm start printed.',
  [BRIDGE_CLOSE.replaced]: 'This device is open in another window. You can close this one.',
  [BRIDGE_CLOSE.closed]: '',
};

interface Waiting {
  settle(answer: ApiAnswer): void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const failed = (code: ApiProblem['code'], message: string): ApiAnswer => ({
  ok: false,
  problem: { code, message },
});
const GONE = failed('host-unreachable', 'The simulator does not answer. Is it still running?');

/** Calls waiting for their answer on one connection. */
function createWaitingList(send: (text: string) => void) {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let isOpen = true;
  const finish = (id: number, answer: ApiAnswer): void => {
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    clearTimeout(entry.timer);
    entry.settle(answer);
  };
  return {
    finish,
    end(): void {
      isOpen = false;
      for (const id of [...waiting.keys()]) finish(id, GONE);
    },
    request: (name: string, params: unknown): Promise<ApiAnswer> => {
      if (!isOpen) return Promise.resolve(GONE);
      if (waiting.size >= IN_FLIGHT_MAX) {
        return Promise.resolve(failed('limit', 'Too many calls at once; wait for the others.'));
      }
      return new Promise((settle) => {
        const id = nextId++;
        const timer = setTimeout(() => finish(id, GONE), ANSWER_TIMEOUT_MS);
        waiting.set(id, { settle, timer });
        send(JSON.stringify({ id, name, params }));
      });
    },
  };
}

/** Resolves with the welcome. @throws SimulatorApiError when it ends before */
export function connectBridge(
  page: PageSurroundings,
  token: string,
  handlers: BridgeHandlers,
): Promise<BridgeSocket> {
  return new Promise((resolve, reject) => {
    const socket = page.openSocket(`${page.origin.replace(/^http/, 'ws')}${API_PATH}`);
    const list = createWaitingList((text) => socket.send(text));
    const timer = setTimeout(() => socket.close(), WELCOME_WITHIN_MS);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ token })));
    socket.addEventListener('message', ({ data }: MessageEvent) => {
      const message = JSON.parse(String(data)) as BridgeMessage;
      if (message.kind === 'answer') list.finish(message.id, message.answer);
      else if (message.kind === 'event') handlers.onEvent(message.name, message.payload);
      else {
        clearTimeout(timer);
        handlers.onWelcome(message.info);
        resolve({ request: list.request });
      }
    });
    socket.addEventListener('close', ({ code }: CloseEvent) => {
      clearTimeout(timer);
      list.end();
      const message = FINAL_MESSAGES[code];
      const problem: ApiProblem =
        message === undefined
          ? { code: 'host-unreachable', message: 'The simulator does not answer.' }
          : { code: 'forbidden', message: message || 'This window was closed.' };
      reject(new SimulatorApiError(problem));
      handlers.onEnd({ isFinal: message !== undefined, message: message ?? '' });
    });
  });
}
