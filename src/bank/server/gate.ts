import { invalidParams, RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { methodNotFound, type RpcCall } from '#wire/rpc-server.ts';
import { ACCESS, isServerMethod, schemaOf } from './access.ts';
import type { Client } from './client.ts';
import type { createRunners } from './methods.ts';
import { isQuicklyRight } from './quick-checks.ts';

/** What every call passes: does it exist, may this role, is there room, are the fields right. */
export interface Gate {
  run(client: Client, call: RpcCall): Promise<unknown>;
  /**
   * Refuses every further call and waits for those in flight, at most this long.
   * @returns how many are still unfinished
   */
  drain(timeoutMs: number): Promise<number>;
}

type Run = (client: Client, params: unknown) => unknown;

const forbidden = (): RpcError => {
  const detail = 'This connection may not call this method.';
  return new RpcError(RPC_ERROR.forbidden, detail, { detail });
};

const throttled = (detail: string): RpcError =>
  new RpcError(RPC_ERROR.throttled, detail, { detail, responseCode: 'U80' });

export function createGate(runners: ReturnType<typeof createRunners>, inFlightMax: number): Gate {
  let inFlight = 0;
  let isDraining = false;
  let onIdle: (() => void) | undefined;

  const check = (client: Client, call: RpcCall): [run: Run, params: unknown] => {
    if (!isServerMethod(call.method)) throw methodNotFound();
    if (!ACCESS[call.method].includes(client.role)) throw forbidden();
    if (isDraining) throw throttled('The bank is stopping. Try again when it is back.');
    if (inFlight >= inFlightMax) throw throttled('The bank is too busy. Try again in a moment.');
    const run = runners[call.method] as Run;
    if (isQuicklyRight(call.method, call.params)) return [run, call.params];
    const params = schemaOf(call.method).params.safeParse(call.params);
    if (!params.success) throw invalidParams(params.error);
    return [run, params.data];
  };

  return {
    async run(client, call) {
      const [run, params] = check(client, call);
      inFlight += 1;
      try {
        return await run(client, params);
      } finally {
        inFlight -= 1;
        if (inFlight === 0) onIdle?.();
      }
    },
    async drain(timeoutMs) {
      isDraining = true;
      if (inFlight === 0) return 0;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        onIdle = resolve;
        timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
      return inFlight;
    },
  };
}
