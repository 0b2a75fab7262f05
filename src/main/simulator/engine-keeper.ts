import { type Engine, type EngineEvents, type EngineParts, startEngine } from './engine.ts';
import { problem } from './handlers.ts';
import type { BankStanding } from './host-info.ts';

/** The engine over its life: started, ended for a reset and started anew, stopped for good. */
export interface EngineKeeper {
  /** Undefined while it is being started anew. */
  readonly current: Engine | undefined;
  /** @throws SimulatorApiError while there is none */
  running(): Engine;
  standing(): BankStanding;
  /** @throws what the bank or the terminals say against starting */
  start(): Promise<void>;
  /** Stops, lets `between` run while nothing does, starts again. One at a time. */
  restart(between: () => Promise<void>): Promise<void>;
  /** For good; a restart that is under way is awaited first. */
  stop(): Promise<void>;
}

const STOPPING = 'The simulator is stopping. Payments that were answered are kept.';

export function createEngineKeeper(
  parts: EngineParts,
  events: Omit<EngineEvents, 'onBankFailure'>,
): EngineKeeper {
  let current: Engine | undefined;
  let failure: string | undefined;
  let restarting: Promise<void> | undefined;

  const fail = (reason: string): void => {
    failure = reason;
    events.onChange();
  };
  const start = async (): Promise<void> => {
    failure = undefined;
    current = await startEngine(parts, { ...events, onBankFailure: fail });
    events.onChange();
  };
  const end = async (): Promise<void> => {
    const ending = current;
    current = undefined;
    await ending?.close();
  };
  const again = async (between: () => Promise<void>): Promise<void> => {
    try {
      await end();
      events.onChange();
      await between();
      await start();
    } catch (error) {
      fail(error instanceof Error ? error.message : 'The bank could not be started anew.');
      throw error;
    }
  };
  return {
    get current() {
      return current;
    },
    running() {
      if (current) return current;
      throw problem('bank-unreachable', 'The bank is being started anew. Wait a moment.');
    },
    standing: () => ({ port: current?.bankAddress.port ?? 0, link: current?.link, failure }),
    start,
    async restart(between) {
      if (restarting) throw problem('refused', 'A reset is already under way.');
      restarting = again(between);
      await restarting.finally(() => {
        restarting = undefined;
      });
    },
    async stop() {
      await restarting?.catch(() => undefined);
      fail(STOPPING);
      await end();
    },
  };
}
