import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StressOptions } from '#shared/stress-options.ts';
import { openShops } from '#stress/open-shops.ts';
import type { RunningTarget } from '#stress/orders.ts';
import { openDataFolder } from '#wire/data-folder.ts';
import { startLocalBank } from '../threads/bank-thread.ts';
import { startTerminalThread } from '../threads/terminal-thread.ts';

/** A scratch bank in threads of the host, for a worker that cannot start processes of its own. */
export interface ScratchThreads {
  readonly running: RunningTarget;
  /** The bank ends and its folder is gone. */
  close(): Promise<void>;
}

/** The threads' programs in a bundle; run from source they are found by themselves. */
export interface ThreadPrograms {
  readonly bank: URL;
  readonly terminals: URL;
}

export async function openScratchThreads(
  options: StressOptions,
  workers?: ThreadPrograms,
): Promise<ScratchThreads> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'upi-stress-'));
  const closers: (() => void | Promise<void>)[] = [
    () => rmSync(dataFolder, { recursive: true, force: true }),
  ];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const folder = openDataFolder(dataFolder);
    closers.push(folder.close);
    const bank = await startLocalBank({
      dataFolder,
      port: 0,
      ...(workers ? { workerUrl: workers.bank } : {}),
    });
    closers.push(bank.close);
    const stressKey = readFileSync(folder.paths.stressKey, 'utf8').trim();
    const address = { ...bank.address, stressKey };
    if (options.route === 'direct') return { running: { address }, close };
    const terminals = await startTerminalThread({
      dataFolder,
      bank: bank.address,
      ...(workers ? { workerUrl: workers.terminals } : {}),
    });
    closers.push(terminals.close);
    const shops = await openShops(options.merchants, terminals.register);
    return { running: { address, terminals: shops }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
