import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolderPaths } from '#wire/data-folder.ts';
import type { Seeded } from '../seeded.ts';
import { hasExited, onStore, spawnBank, startBank } from './bank-process.ts';
import { expectSound } from './books.ts';

/**
 * Kills a bank while it makes itself in an empty folder, then lets it start: whatever was half made
 * is used or made again.
 * @throws Error when it does not start, or what it made cannot be verified
 */
export async function killFirstStart(
  folder: string,
  random: Seeded,
  kills: number,
  storeUrl?: string,
): Promise<number[]> {
  const momentsMs: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const momentMs = random.between(100, 900);
    momentsMs.push(Math.round(momentMs));
    const child = spawnBank(folder, onStore(storeUrl));
    await Promise.race([sleep(momentMs), hasExited(child)]);
    child.kill('SIGKILL');
    await hasExited(child);
  }
  const bank = await startBank(folder, onStore(storeUrl));
  const line = await bank.connect('admin');
  const reply = await line.call('admin.verify', {});
  await bank.stop();
  if (reply.kind !== 'result' || !reply.result.isSound) throw new Error(JSON.stringify(reply));
  await expectSound(dataFolderPaths(folder), storeUrl);
  return momentsMs;
}
