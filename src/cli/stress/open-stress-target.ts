import type { StressOptions } from '#shared/stress-options.ts';
import type { OpenedTarget } from '#stress/orders.ts';
import { openTarget } from '#stress/target.ts';
import { startScratchBank } from './scratch-bank.ts';

/** A bank of its own, with live terminals where the route wants them. */
export async function openScratchTarget(
  stress: StressOptions,
  storeUrl?: string,
): Promise<OpenedTarget> {
  const scratch = await startScratchBank(storeUrl);
  try {
    const terminals =
      stress.route === 'terminal' ? await scratch.openTerminals(stress.merchants) : undefined;
    const target = await openTarget(scratch.address, stress, terminals);
    return {
      target,
      async close() {
        target.close();
        await scratch.close();
      },
    };
  } catch (error) {
    await scratch.close();
    throw error;
  }
}
