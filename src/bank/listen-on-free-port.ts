import { terminalPortProblem } from '#shared/ports.ts';
import { WireError } from '#wire/wire-error.ts';
import {
  type BankServer,
  type BankServerOptions,
  startBankServer,
} from './server/start-bank-server.ts';

/** Ports looked at after the wanted one. */
const TRIES_MAX = 100;

type Options = Omit<BankServerOptions, 'listener'> & {
  readonly listener: Omit<BankServerOptions['listener'], 'port'>;
};

const isTaken = (error: unknown): boolean =>
  error instanceof WireError && error.code === 'port-taken';

/**
 * Listens on the wanted port or, when that is allowed, on the next free one that browsers open.
 * @throws WireError `port-taken` and what else listening throws
 */
export async function listenOnFreePort(
  isNextPortAllowed: boolean,
  wanted: number,
  options: Options,
): Promise<BankServer> {
  const last = isNextPortAllowed ? Math.min(wanted + TRIES_MAX, 65_535) : wanted;
  let taken: unknown;
  for (let port = wanted; port <= last; port++) {
    if (port !== wanted && terminalPortProblem(port) !== undefined) continue;
    try {
      return await startBankServer({ ...options, listener: { ...options.listener, port } });
    } catch (error) {
      if (!isTaken(error)) throw error;
      taken ??= error;
    }
  }
  throw taken;
}
