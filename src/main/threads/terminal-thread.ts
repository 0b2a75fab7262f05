import { type ApiProblem, SimulatorApiError } from '#shared/simulator/contract.ts';
import { startTerminals, type Terminals } from '#terminal/start-terminals.ts';
import { TerminalError, type TerminalErrorCode } from '#terminal/terminal-error.ts';
import type { RunningTerminals, WireAddress } from '../simulator/links.ts';

/** The terminals' thread as the simulator sees it: refusals become the windows' own problems. */
export interface TerminalThreadOptions {
  readonly dataFolder: string;
  readonly bank: WireAddress;
  /** The thread's program; a bundle names its own. */
  readonly workerUrl?: URL;
}

const LOOPBACK = '127.0.0.1';
const CODES: Readonly<Record<TerminalErrorCode, ApiProblem['code']>> = {
  'port-in-use': 'port-in-use',
  invalid: 'invalid',
  'not-found': 'not-found',
  refused: 'refused',
  'bank-unreachable': 'bank-unreachable',
  internal: 'internal',
};

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    throw new SimulatorApiError({ code: CODES[error.code], message: error.message });
  }
}

export async function startTerminalThread(
  options: TerminalThreadOptions,
): Promise<RunningTerminals> {
  const terminals: Terminals = await startTerminals({
    ...options,
    listenHost: LOOPBACK,
    host: LOOPBACK,
  });
  return {
    list: terminals.list,
    register: (form) => translated(terminals.register(form)),
    start: async (vmid) => void (await translated(terminals.start(vmid))),
    remove: (vmid) => translated(terminals.remove(vmid)),
    onChange: terminals.onChange,
    close: terminals.close,
  };
}
