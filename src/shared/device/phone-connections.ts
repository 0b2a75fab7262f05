import type { CallerOptions, RpcCaller } from '../json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '../protocol/json-rpc.ts';
import { PhoneError } from './outcome.ts';

/** Where a terminal is; the host is known only from the bank's directory. */
export interface TerminalPlace {
  readonly vmid: string;
  readonly port: number;
  readonly host?: string;
}

export type Route = { readonly kind: 'bank' } | ({ readonly kind: 'terminal' } & TerminalPlace);

export const BANK_ROUTE: Route = { kind: 'bank' };

/** Opens connections; injected. Each throws RpcError `unreachable` with the reason. */
export interface Connectors {
  connectBank(options: CallerOptions): Promise<RpcCaller>;
  connectTerminal(place: TerminalPlace, options: CallerOptions): Promise<RpcCaller>;
}

/** At most one connection to the bank and one to a terminal, opened when first needed. */
export interface PhoneConnections {
  /** @throws PhoneError `unreachable` (with X7 for a terminal) before anything was sent. */
  reach(route: Route): Promise<RpcCaller>;
  readonly isBankOpen: boolean;
  closeTerminal(): void;
  close(): void;
}

interface Kept {
  readonly key: string;
  readonly opening: Promise<RpcCaller>;
}

const keyOf = (route: Route): string =>
  route.kind === 'bank' ? 'bank' : `${route.vmid} ${route.host ?? ''}:${route.port}`;

function unreachable(route: Route, error: unknown): unknown {
  if (!(error instanceof RpcError) || error.code !== RPC_ERROR.unreachable) return error;
  const detail = error.data.detail ?? error.message;
  return route.kind === 'bank'
    ? new PhoneError('unreachable', detail)
    : new PhoneError(
        'unreachable',
        `The UPI machine ${route.vmid} does not answer. ${detail}`,
        'X7',
      );
}

export function createPhoneConnections(
  connectors: Connectors,
  options: CallerOptions,
): PhoneConnections {
  const kept: { bank?: Kept; terminal?: Kept } = {};
  let openBank: RpcCaller | undefined;
  let isClosed = false;

  const connect = (route: Route): Promise<RpcCaller> =>
    route.kind === 'bank'
      ? connectors.connectBank(options)
      : connectors.connectTerminal(route, options);

  const drop = (kind: Route['kind']): void => {
    const old = kept[kind];
    delete kept[kind];
    void old?.opening.then(
      (caller) => caller.close(),
      () => undefined,
    );
  };

  const open = async (route: Route): Promise<RpcCaller> => {
    drop(route.kind);
    const entry: Kept = { key: keyOf(route), opening: connect(route) };
    kept[route.kind] = entry;
    try {
      const caller = await entry.opening;
      if (route.kind === 'bank') openBank = caller;
      return caller;
    } catch (error) {
      if (kept[route.kind] === entry) delete kept[route.kind];
      throw unreachable(route, error);
    }
  };

  return {
    async reach(route) {
      if (isClosed) throw new PhoneError('unreachable', 'This phone is switched off.');
      for (;;) {
        const entry = kept[route.kind];
        if (entry?.key !== keyOf(route)) return open(route);
        const caller = await entry.opening.catch(() => undefined);
        if (caller?.isOpen) return caller;
        // Somebody else may have opened a new one meanwhile: use theirs.
        if (kept[route.kind] === entry) return open(route);
      }
    },
    get isBankOpen() {
      return openBank?.isOpen ?? false;
    },
    closeTerminal: () => drop('terminal'),
    close() {
      isClosed = true;
      drop('bank');
      drop('terminal');
    },
  };
}
