import { createPhoneClient, type PhoneClient } from '#shared/device/phone-client.ts';
import { createMemoryPhoneStore } from '#shared/device/phone-store.ts';
import { type CallerOptions, createRpcCaller, type RpcCaller } from '#shared/json-rpc-peer.ts';
import { type PosState, posMethods, posState } from '#shared/protocol/terminal-methods.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import type { PhoneStart } from '#shared/simulator/records.ts';
import { connectWebSocket } from '#wire/client.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';

/** What phone and POS windows do with what their host tells them, without a screen. */
export async function connectAsPage(
  url: string,
  origin: string,
  options: CallerOptions = {},
): Promise<RpcCaller> {
  return createRpcCaller(await connectWebSocket({ url, headers: { origin } }), options);
}

export function openPhone(start: PhoneStart, origin: string): PhoneClient {
  const { bank, device, terminalUrl } = start;
  return createPhoneClient({
    crypto: nodeCrypto,
    signer: nodeDeviceSigner(nodeCrypto.randomBytes(32)),
    deviceId: device.deviceId,
    bank,
    store: createMemoryPhoneStore(),
    nowMs: Date.now,
    connectBank: (options) => connectAsPage(bank.url, origin, options),
    connectTerminal: ({ vmid, port }, options) =>
      connectAsPage(
        terminalUrl.replace('{vmid}', vmid).replace('{port}', String(port)),
        origin,
        options,
      ),
  });
}

export interface TestPos {
  readonly caller: RpcCaller;
  /** Resolves with the first state, from now on, that fits. */
  until(fits: (state: PosState) => boolean): Promise<PosState>;
}

export async function openPos(api: SimulatorApi, origin: string): Promise<TestPos> {
  const { url, posToken } = await api.call('pos.start', {});
  const waiting = new Set<(state: PosState) => void>();
  const caller = await connectAsPage(url, origin, {
    onNotification(method, params) {
      const state = method === 'pos.state' ? posState.safeParse(params) : undefined;
      if (state?.success) for (const look of [...waiting]) look(state.data);
    },
  });
  await caller.call(posMethods, 'pos.open', { posToken });
  return {
    caller,
    until: (fits) =>
      new Promise((resolve) => {
        const look = (state: PosState): void => {
          if (!fits(state)) return;
          waiting.delete(look);
          resolve(state);
        };
        waiting.add(look);
      }),
  };
}
