import { createServer } from 'node:net';
import { terminalPortProblem } from '#shared/ports.ts';

/** Ports looked at before giving up. */
const TRIES_MAX = 200;

/** Whether nothing listens on this port of the loopback address. */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
      probe.close(() => resolve(true)),
    );
  });

/** The next port a terminal can have; `first` itself when none was found. */
export async function nextTerminalPort(
  first: number,
  taken: readonly number[],
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<number> {
  for (let port = first; port < first + TRIES_MAX && port <= 65_535; port += 1) {
    if (taken.includes(port) || terminalPortProblem(port) !== undefined) continue;
    if (await isFree(port)) return port;
  }
  return first;
}
