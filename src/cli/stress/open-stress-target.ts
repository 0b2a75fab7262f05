import type { StressOptions } from '#shared/stress-options.ts';
import { openTarget, type StressTarget, type TargetAddress } from '#stress/target.ts';
import { startScratchBank } from './scratch-bank.ts';

/** A bank to stress, with what has to be ended afterwards. */
export interface OpenedTarget {
  readonly target: StressTarget;
  close(): Promise<void>;
}

/** A bank of its own, with live terminals where the route wants them. */
export async function openScratchTarget(stress: StressOptions): Promise<OpenedTarget> {
  const scratch = await startScratchBank();
  try {
    const terminals =
      stress.route === 'terminal' ? await scratch.openTerminals(stress.merchants) : undefined;
    const target = await openTarget(scratch.address, {
      merchants: stress.merchants,
      ...(terminals ? { terminals } : {}),
    });
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

/** A bank that runs already; only straight to it. */
export async function openRunningTarget(
  address: TargetAddress,
  stress: StressOptions,
): Promise<OpenedTarget> {
  const target = await openTarget(address, { merchants: stress.merchants });
  return { target, close: async () => target.close() };
}
