import { readFileSync } from 'node:fs';

/** Open files besides the connections: database, log, terminals, standard streams. */
const SPARE_FILES = 256;

/** The soft limit of open files of this process, where the system tells it. */
export function openFileLimit(): number | undefined {
  try {
    const line = /^Max open files\s+(\d+|unlimited)/m.exec(
      readFileSync('/proc/self/limits', 'utf8'),
    )?.[1];
    return line === undefined || line === 'unlimited' ? undefined : Number(line);
  } catch {
    return undefined;
  }
}

export interface FileLimitProblem {
  readonly needed: number;
  readonly limit: number;
  /** How many connections would fit. */
  readonly connectionsPossible: number;
  readonly advice: string;
}

/** Found before the start: a run that would stop in the middle for want of files. */
export function fileLimitProblem(
  connections: number,
  limit = openFileLimit(),
): FileLimitProblem | undefined {
  const needed = connections + SPARE_FILES;
  if (limit === undefined || needed <= limit) return undefined;
  const connectionsPossible = Math.max(limit - SPARE_FILES, 1);
  return {
    needed,
    limit,
    connectionsPossible,
    advice: `${connections} connections need ${needed} open files, and the limit here is ${limit}. Raise it with "ulimit -n ${needed}" in the shell that starts this program (as root, or in /etc/security/limits.conf, where the shell refuses), or go on with ${connectionsPossible} connections.`,
  };
}

/** A run that was not begun; it can be, with fewer connections. */
export class TooManyConnections extends Error {
  readonly connectionsPossible: number;

  constructor({ advice, connectionsPossible }: FileLimitProblem) {
    super(advice);
    this.name = 'TooManyConnections';
    this.connectionsPossible = connectionsPossible;
  }
}
