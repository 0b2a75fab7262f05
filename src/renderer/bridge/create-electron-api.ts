import type { PreloadBridge } from '#shared/simulator/bridge.ts';
import {
  type CallName,
  type CallParams,
  type CallResult,
  type SimulatorApi,
  SimulatorApiError,
} from '#shared/simulator/contract.ts';

/** SimulatorApi over what this window's preload exposes: only the calls of its own role. */
export const createElectronApi = (preload: PreloadBridge): SimulatorApi => ({
  async call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
    const call = Object.hasOwn(preload.calls, name) ? preload.calls[name] : undefined;
    if (!call) {
      throw new SimulatorApiError({
        code: 'forbidden',
        message: `This window may not call ${name}.`,
      });
    }
    const answer = await call(params);
    if (!answer.ok) throw new SimulatorApiError(answer.problem);
    return answer.result as CallResult<N>;
  },
  on: (name, listener) => preload.on(name, listener as (payload: unknown) => void),
});
