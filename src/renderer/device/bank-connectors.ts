import type { Connectors, TerminalPlace } from '#shared/device/phone-connections.ts';
import { type CallerOptions, createRpcCaller, type RpcCaller } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { openWebSocket } from './web-socket-transport.ts';

/** `{vmid}` and `{port}` of the host's template filled in. */
export const terminalUrlOf = (template: string, place: TerminalPlace): string =>
  template.replaceAll('{vmid}', place.vmid).replaceAll('{port}', String(place.port));

async function connect(url: string, options: CallerOptions): Promise<RpcCaller> {
  try {
    return createRpcCaller(await openWebSocket(url), options);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'The connection could not be opened.';
    throw new RpcError(RPC_ERROR.unreachable, detail, { detail });
  }
}

export interface WebConnectorOptions {
  /** WebSocket URL of the bank. */
  readonly bankUrl: string;
  /** Template of a terminal's URL with `{vmid}` and `{port}`. */
  readonly terminalUrl: string;
  /** The connection to the bank ended; by itself or from this side. */
  readonly onBankClosed: () => void;
}

/** How a phone window reaches its bank and the terminals: the host told it where they are. */
export const webConnectors = (where: WebConnectorOptions): Connectors => ({
  connectBank: (options) =>
    connect(where.bankUrl, {
      ...options,
      onClose(reason) {
        options.onClose?.(reason);
        where.onBankClosed();
      },
    }),
  connectTerminal: (place, options) => connect(terminalUrlOf(where.terminalUrl, place), options),
});
