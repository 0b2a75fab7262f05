import { Worker } from 'node:worker_threads';
import type {
  TerminalStatus,
  ThreadCallName,
  ThreadCalls,
  ThreadMessage,
  ThreadSettings,
} from './messages.ts';
import type { MerchantForm } from './register-merchant.ts';
import { TerminalError } from './terminal-error.ts';

/** All terminals of this process, in their own thread. */
export interface Terminals {
  list(): readonly TerminalStatus[];
  /** @throws TerminalError `port-in-use`, `invalid`, `refused` or `bank-unreachable` */
  register(form: MerchantForm): Promise<TerminalStatus & { readonly qrFile: string }>;
  start(vmid: string): Promise<TerminalStatus>;
  stop(vmid: string): Promise<TerminalStatus>;
  /** Stops listening and forgets the terminal's key. */
  remove(vmid: string): Promise<void>;
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

export interface StartTerminalsOptions extends ThreadSettings {
  /** The thread's program; a bundle names its own. */
  readonly workerUrl?: URL;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Requests to the thread that may be unanswered at once. */
const WAITING_MAX = 512;
const CLOSE_WITHIN_MS = 5_000;
const THREAD_ENDED = 'The terminals have stopped unexpectedly. Start the simulator again.';

const settingsOf = ({ bank, dataFolder, listenHost, host }: ThreadSettings): ThreadSettings => ({
  bank,
  dataFolder,
  listenHost,
  host,
});

/** @throws TerminalError when the thread cannot begin; a single terminal's problem is in `list()`. */
export async function startTerminals(options: StartTerminalsOptions): Promise<Terminals> {
  const url = options.workerUrl ?? new URL('./terminal-worker.ts', import.meta.url);
  const worker = new Worker(url, { workerData: settingsOf(options), name: 'terminals' });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<() => void>();
  let terminals: readonly TerminalStatus[] = [];
  let nextId = 1;
  let hasEnded = false;

  const change = (next: readonly TerminalStatus[]): void => {
    terminals = next;
    for (const listener of listeners) listener();
  };
  const settle = (id: number): Waiting | undefined => {
    const entry = waiting.get(id);
    waiting.delete(id);
    return entry;
  };
  const take = (message: ThreadMessage): void => {
    if (message.kind === 'changed') change(message.terminals);
    else if (message.kind === 'answer') settle(message.id)?.resolve(message.result);
    else if (message.kind === 'refused') {
      const { code, message: text } = message.problem;
      settle(message.id)?.reject(new TerminalError(code, text));
    }
  };
  const end = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    for (const entry of waiting.values()) {
      entry.reject(new TerminalError('internal', THREAD_ENDED));
    }
    waiting.clear();
    change(terminals.map((each) => ({ ...each, isListening: false, problem: THREAD_ENDED })));
  };
  worker.on('message', take);
  // An error ends the thread; 'exit' follows and tells everybody.
  worker.on('error', () => undefined);
  worker.on('exit', end);
  terminals = await whenReady(worker);

  const call = <N extends ThreadCallName>(
    name: N,
    params: ThreadCalls[N]['params'],
  ): Promise<ThreadCalls[N]['result']> =>
    new Promise((resolve, reject) => {
      if (hasEnded) return reject(new TerminalError('internal', THREAD_ENDED));
      if (waiting.size >= WAITING_MAX) {
        return reject(new TerminalError('refused', 'Too many requests to the terminals at once.'));
      }
      const id = nextId++;
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      worker.postMessage({ id, name, params });
    });

  return {
    list: () => terminals,
    register: (form) => call('register', form),
    start: (vmid) => call('start', { vmid }),
    stop: (vmid) => call('stop', { vmid }),
    remove: (vmid) => call('remove', { vmid }),
    onChange: (listener) => void listeners.add(listener),
    async close() {
      listeners.clear();
      if (hasEnded) return;
      const timer = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      call('close', undefined).catch(() => undefined);
      await ended;
      clearTimeout(timer);
    },
  };
}

function whenReady(worker: Worker): Promise<readonly TerminalStatus[]> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: ThreadMessage): void => {
      if (message.kind === 'ready') {
        stop();
        resolve(message.terminals);
      } else if (message.kind === 'failed') {
        stop();
        reject(new TerminalError(message.problem.code, message.problem.message));
      }
    };
    const onExit = (): void => {
      stop();
      reject(new TerminalError('internal', THREAD_ENDED));
    };
    const stop = (): void => {
      worker.off('message', onMessage);
      worker.off('exit', onExit);
    };
    worker.on('message', onMessage);
    worker.on('exit', onExit);
  });
}
