import { type Engine, type EngineEvents, type EngineParts, startEngine } from './engine.ts';
import { problem } from './handlers.ts';
import type { BankStanding } from './host-info.ts';

/** The engine over its life: started, ended for a reset and started anew, stopped for good. */
export interface EngineKeeper {
  /** Undefined while it is being started anew. */
  readonly current: Engine | undefined;
  /** @throws SimulatorApiError while there is none */
  running(): Engine;
  standing(): Omit<BankStanding, 'weather'>;
  /** @throws what the bank or the terminals say against starting */
  start(): Promise<void>;
  /** Stops, lets `between` run while nothing does, starts again. One at a time. */
  restart(between: () => Promise<void>): Promise<void>;
  /** Stops and starts on a backup; on the present database when it cannot be used, and throws. */
  restore(backup: string): Promise<void>;
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
  const start = async (backup?: string): Promise<void> => {
    failure = undefined;
    current = await startEngine(parts, { ...events, onBankFailure: fail }, backup);
    events.onChange();
  };
  const end = async (): Promise<void> => {
    const ending = current;
    current = undefined;
    await ending?.close();
  };
  const again = async (between: () => Promise<void>): Promise<void> => {
    if (restarting) throw problem('refused', 'The bank is being started anew already.');
    const run = async (): Promise<void> => {
      try {
        await end();
        events.onChange();
        await between();
      } catch (error) {
        fail(error instanceof Error ? error.message : 'The bank could not be started anew.');
        throw error;
      }
    };
    restarting = run();
    await restarting.finally(() => {
      restarting = undefined;
    });
  };
  return {
    get current() {
      return current;
    },
    running() {
      if (current) return current;
      throw problem('bank-unreachable', 'The bank is being started anew. Wait a moment.');
    },
    standing: () => ({
      port: current?.bankAddress.port ?? 0,
      keyPlace: current?.keyPlace,
      link: current?.link,
      failure,
    }),
    start: () => start(),
    restart: (between) =>
      again(async () => {
        await between();
        await start();
      }),
    async restore(backup) {
      let refusal: unknown;
      await again(async () => {
        await start(backup).catch(async (error: unknown) => {
          refusal = error;
          await start();
        });
      });
      if (refusal) throw refusal;
    },
    async stop() {
      await restarting?.catch(() => undefined);
      fail(STOPPING);
      await end();
    },
  };
}
