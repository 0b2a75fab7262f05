import type { BankPlace } from '#terminal/wire-terminal.ts';
import type { BankAnswer } from './tap.ts';
import { askStranger } from './world.ts';

/**
 * The same message shown to the running bank. Only for what a stranger may send anyway and what a
 * bank refuses before it writes anything down.
 */
export async function showLiveBank(
  live: BankPlace | undefined,
  method: 'session.call' | 'payment.submit' | 'ledger.entries',
  params: unknown,
): Promise<BankAnswer | undefined> {
  if (!live) return undefined;
  return askStranger(live, method, params).catch(() => undefined);
}
