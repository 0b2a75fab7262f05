import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { createLogger, formatLogEntry } from '#wire/logger.ts';
import { WireError } from '#wire/wire-error.ts';
import type {
  ThreadCallName,
  ThreadCalls,
  ThreadMessage,
  ThreadProblem,
  ThreadRequest,
  ThreadSettings,
} from './messages.ts';
import { TerminalError } from './terminal-error.ts';
import { createTerminalSet, type TerminalSet } from './terminal-set.ts';
import { wireTerminals } from './wire-terminal.ts';

/** The thread that hosts all terminals of a process; started by start-terminals.ts. */
type Runners = {
  readonly [N in ThreadCallName]: (
    params: ThreadCalls[N]['params'],
  ) => Promise<ThreadCalls[N]['result']>;
};

const runnersOf = (set: TerminalSet, onClosed: () => void): Runners => ({
  register: (form) => set.register(form),
  start: ({ vmid }) => set.start(vmid),
  stop: ({ vmid }) => set.stop(vmid),
  async remove({ vmid }) {
    await set.remove(vmid);
    return undefined;
  },
  list: async () => set.list(),
  async close() {
    await set.close();
    onClosed();
    return undefined;
  },
});

const problemOf = (error: unknown): ThreadProblem =>
  error instanceof TerminalError || error instanceof WireError
    ? { code: error instanceof TerminalError ? error.code : 'invalid', message: error.message }
    : { code: 'internal', message: 'Something went wrong in the terminals. See the log.' };

async function serve(port: MessagePort, settings: ThreadSettings): Promise<void> {
  const say = (message: ThreadMessage): void => port.postMessage(message);
  const logger = createLogger({
    nowMs: Date.now,
    level: 'warn',
    sink: (entry) => process.stderr.write(`terminals: ${formatLogEntry(entry)}\n`),
  });
  const paths = dataFolderPaths(settings.dataFolder);
  const wiring = await wireTerminals({ ...settings, paths, logger });
  const set = createTerminalSet({
    wiring,
    folder: paths.terminals,
    logger,
    onChange: () => say({ kind: 'changed', terminals: set.list() }),
  });
  const runners = runnersOf(set, () => setImmediate(() => port.close()));
  await set.startStored();
  port.on('message', ({ id, name, params }: ThreadRequest) => {
    const run = runners[name] as (params: unknown) => Promise<unknown>;
    run(params).then(
      (result) => say({ kind: 'answer', id, result }),
      (error: unknown) => {
        if (!(error instanceof TerminalError)) logger.log('error', `${name} failed`, { error });
        say({ kind: 'refused', id, problem: problemOf(error) });
      },
    );
  });
  say({ kind: 'ready', terminals: set.list() });
}

if (parentPort) {
  const port = parentPort;
  serve(port, workerData as ThreadSettings).catch((error: unknown) => {
    const message: ThreadMessage = { kind: 'failed', problem: problemOf(error) };
    port.postMessage(message);
    port.close();
  });
}
