import { readFileSync } from 'node:fs';
import { connectFrames } from '#wire/client.ts';
import type { Connection } from '#wire/connection.ts';
import { startScratchBank } from '../../../src/cli/stress/scratch-bank.ts';
import { atMost, type Figure, median } from './figure.ts';

const STARTS = 3;
const CONNECTIONS = 5_000;
const CONNECTING = 128;
const SETTLE_MS = 1_500;

/** Resident memory of a process in bytes, as Linux tells it; NaN elsewhere. */
function residentBytes(processId: number | undefined): number {
  try {
    const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    return Number(kib) * 1_024;
  } catch {
    return Number.NaN;
  }
}

/** From the command to the first line that says the bank is open; a new bank each time. */
export async function measureStart(): Promise<Figure[]> {
  const runs: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const startMs = performance.now();
    const bank = await startScratchBank();
    runs.push(performance.now() - startMs);
    await bank.close();
  }
  const section = 'Start and memory';
  const name = 'a new bank, keys and certificates made, until it listens';
  return [{ section, name, value: median(runs), unit: 'ms', runs }];
}

async function openMany(count: number, open: () => Promise<Connection>): Promise<Connection[]> {
  const connections: Connection[] = [];
  const opener = async (): Promise<void> => {
    while (connections.length < count) connections.push(await open());
  };
  await Promise.all(Array.from({ length: CONNECTING }, opener));
  return connections;
}

/** What an idle TLS connection keeps in the bank. */
export async function measureIdleMemory(): Promise<Figure[]> {
  const bank = await startScratchBank();
  try {
    const before = residentBytes(bank.processId);
    const { host, port, caPem } = bank.address;
    const connections = await openMany(CONNECTIONS, () => connectFrames({ host, port, caPem }));
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const after = residentBytes(bank.processId);
    for (const connection of connections) connection.close();
    const each = (after - before) / connections.length / 1_024;
    const tenThousand = (before + each * 1_024 * 10_000) / 1_024 ** 2;
    const section = 'Start and memory';
    return [
      {
        section,
        name: 'resident memory of a bank that has just started',
        value: before / 1_024 ** 2,
        unit: 'MiB',
      },
      { section, name: 'for each idle TLS connection', value: each, unit: 'KiB' },
      {
        section,
        name: 'so with 10,000 idle connections',
        value: tenThousand,
        unit: 'MiB',
        ...atMost(tenThousand, 900, 'MiB'),
      },
    ];
  } finally {
    await bank.close();
  }
}
