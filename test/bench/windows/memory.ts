import { readdirSync, readFileSync } from 'node:fs';

/**
 * Memory of Chromium and everything it started, proportional set size (a page that several
 * processes share counts once). Linux only.
 */
const MIB = 1_024;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended in between.
    return '';
  }
};

function parents(): Map<number, number> {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(
    ids.map((id) => [Number(id), Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1])]),
  );
}

/** Processes whose command line names the profile, and their descendants. */
function browserProcesses(profile: string): readonly number[] {
  const parentOf = parents();
  const own = new Set(
    [...parentOf.keys()].filter((id) => read(`/proc/${id}/cmdline`).includes(profile)),
  );
  for (let count = -1; count !== own.size; ) {
    count = own.size;
    for (const [id, parent] of parentOf) if (own.has(parent)) own.add(id);
  }
  return [...own];
}

export interface BrowserMemory {
  readonly mib: number;
  readonly processes: number;
}

/** Undefined where there is no /proc. */
export function browserMemory(profile: string): BrowserMemory | undefined {
  if (process.platform !== 'linux') return undefined;
  const ids = browserProcesses(profile);
  const kib = ids.map((id) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0),
  );
  return { mib: kib.reduce((sum, each) => sum + each, 0) / MIB, processes: ids.length };
}
