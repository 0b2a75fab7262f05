import { timingSafeEqual } from 'node:crypto';
import type { Awaitable } from '#shared/crypto-port.ts';
import { invalidParams, type ParamsOf, RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { type PosState, posMethods } from '#shared/protocol/terminal-methods.ts';
import type { Connection } from '#wire/connection.ts';
import type { Logger } from '#wire/logger.ts';
import { methodNotFound, type RpcCall, serveRpc } from '#wire/rpc-server.ts';
import type { ChargeDesk } from './charge-desk.ts';
import type { Relay, RelayedMethod, RelayedPhone } from './relay.ts';
import type { TerminalIdentity } from './terminal-file.ts';

/** What a terminal answers on its own port: phones are relayed, the POS window has the token. */
export interface Counter {
  accept(connection: Connection): void;
  /** To every POS window. */
  push(state: PosState): void;
  readonly posCount: number;
}

export interface CounterOptions {
  readonly identity: Pick<TerminalIdentity, 'name' | 'vpa' | 'vmid' | 'port'>;
  readonly posToken: string;
  readonly relay: Relay;
  readonly desk: ChargeDesk;
  readonly logger: Logger;
}

/** Calls one connection may have unanswered; several users of a test may share one. */
const IN_FLIGHT_PER_CONNECTION = 256;
/** POS windows of one terminal. */
const POS_WINDOWS_MAX = 8;
const WRONG_TOKENS_MAX = 5;

const RELAYED: ReadonlySet<string> = new Set<RelayedMethod>([
  'bank.info',
  'session.open',
  'session.call',
]);

interface Visitor extends RelayedPhone {
  readonly connection: Connection;
  isPos: boolean;
  wrongTokens: number;
}

type PosMethod = keyof typeof posMethods;
type Runners = {
  readonly [M in PosMethod]: (
    visitor: Visitor,
    params: ParamsOf<typeof posMethods, M>,
  ) => Awaitable<unknown>;
};

const isPosMethod = (name: string): name is PosMethod => Object.hasOwn(posMethods, name);

const isSameToken = (given: string, expected: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const forbidden = (detail: string): RpcError =>
  new RpcError(RPC_ERROR.forbidden, detail, { detail });

function createRunners(options: CounterOptions, windows: Set<Visitor>): Runners {
  const { desk, identity, posToken, logger } = options;
  const admit = (visitor: Visitor, token: string): void => {
    if (!isSameToken(token, posToken)) {
      visitor.wrongTokens += 1;
      logger.log('warn', 'wrong POS token', { vmid: identity.vmid });
      if (visitor.wrongTokens >= WRONG_TOKENS_MAX)
        visitor.connection.close('Too many wrong tokens.');
      throw forbidden('That is not the token of this POS.');
    }
    if (!visitor.isPos && windows.size >= POS_WINDOWS_MAX) {
      const detail = 'Too many windows show this POS already. Close one.';
      throw new RpcError(RPC_ERROR.throttled, detail, { detail });
    }
    visitor.isPos = true;
    windows.add(visitor);
  };
  return {
    'terminal.info': () => {
      const { name, vpa, vmid, port } = identity;
      return { name, vpa, vmid, port };
    },
    'pos.open': (visitor, params) => {
      admit(visitor, params.posToken);
      return desk.state();
    },
    'pos.charge': async (_visitor, params) => {
      await desk.charge(params.amountPaise, params.note);
      return desk.state();
    },
    'pos.cancel': async () => {
      await desk.cancel();
      return desk.state();
    },
    'pos.dismiss': () => {
      desk.dismiss();
      return desk.state();
    },
    'pos.refund': (_visitor, params) =>
      desk.refund(params.txnId, params.amountPaise, params.password),
  };
}

const isOpenToAll = (method: PosMethod): boolean =>
  method === 'terminal.info' || method === 'pos.open';

export function createCounter(options: CounterOptions): Counter {
  const { relay, logger } = options;
  const windows = new Set<Visitor>();
  const runners = createRunners(options, windows);

  const answer = (visitor: Visitor, { method, params }: RpcCall): Awaitable<unknown> => {
    if (RELAYED.has(method)) return relay.pass(visitor, method as RelayedMethod, params);
    if (!isPosMethod(method)) throw methodNotFound();
    if (!visitor.isPos && !isOpenToAll(method)) {
      throw forbidden('Only the window of this POS may do this.');
    }
    const checked = posMethods[method].params.safeParse(params);
    if (!checked.success) throw invalidParams(checked.error);
    return runners[method](visitor, checked.data as never);
  };

  return {
    accept(connection) {
      const visitor: Visitor = {
        connection,
        sessionIds: new Set(),
        isPos: false,
        wrongTokens: 0,
        notify: (method, params) => serving.notify(method, params),
      };
      const serving = serveRpc(connection, (call) => answer(visitor, call), {
        logger,
        inFlightMax: IN_FLIGHT_PER_CONNECTION,
      });
      connection.onClose = () => {
        windows.delete(visitor);
        relay.leave(visitor);
      };
    },
    push(state) {
      for (const window of windows) window.notify('pos.state', state);
    },
    get posCount() {
      return windows.size;
    },
  };
}
