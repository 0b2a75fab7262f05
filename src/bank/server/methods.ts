import type { BankCore } from '#bank/core.ts';
import type { Defences } from '#bank/defences.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import type { Logger } from '#wire/logger.ts';
import type { ServerMethod, ServerMethods } from './access.ts';
import type { AdminFeed } from './admin-feed.ts';
import type { Client } from './client.ts';
import { submitDirect } from './direct-payment.ts';
import type { HealthMonitor } from './health.ts';
import { callSealed } from './sealed-call.ts';
import { type AdminKeys, roleOfKey } from './secrets.ts';
import type { SessionBook } from './session-book.ts';
import { openSession, type SessionOpeningParts } from './session-opening.ts';
import type { TerminalDesk } from './terminal-desk.ts';

export interface MethodParts extends SessionOpeningParts {
  readonly core: BankCore;
  readonly book: SessionBook;
  readonly desk: TerminalDesk;
  readonly feed: AdminFeed;
  readonly health: HealthMonitor;
  readonly keys: AdminKeys;
  readonly logger: Logger;
  readonly defences: Defences;
}

type Params<M extends ServerMethod> = ParamsOf<ServerMethods, M>;
type Result<M extends ServerMethod> = ResultOf<ServerMethods, M>;
type Runners = {
  readonly [M in ServerMethod]: (
    client: Client,
    params: Params<M>,
  ) => Result<M> | Promise<Result<M>>;
};

function openAdmin(parts: MethodParts, client: Client, adminKey: string): Result<'admin.open'> {
  const role = roleOfKey(parts.keys, adminKey);
  if (!role) {
    parts.logger.log('warn', 'wrong admin key', { connectionId: client.connection.id });
    throw new RpcError(RPC_ERROR.forbidden, 'That is not the admin key.', {
      detail: 'That is not the admin key. It is in admin.key in the data folder of the bank.',
    });
  }
  client.role = role;
  return { role };
}

function subscribe(feed: AdminFeed, client: Client): Result<'admin.subscribe'> {
  if (feed.subscribe(client)) return {};
  const detail = 'Too many control rooms are watching already.';
  throw new RpcError(RPC_ERROR.throttled, detail, { detail });
}

/** What each method does once role and parameters have been checked. */
export function createRunners(parts: MethodParts): Runners {
  const { core, desk } = parts;
  const terminal =
    <M extends keyof Runners & Parameters<BankCore['terminalCall']>[1]>(method: M) =>
    (client: Client, params: Params<M>) =>
      core.terminalCall(client.vmid, method, params as never) as Promise<Result<M>>;
  const ledger =
    <M extends keyof Runners & Parameters<BankCore['ledgerCall']>[0]>(method: M) =>
    (_client: Client, params: Params<M>) =>
      core.ledgerCall(method, params as never) as Promise<Result<M>>;
  const admin =
    <M extends keyof Runners & Parameters<BankCore['adminCall']>[0]>(method: M) =>
    (_client: Client, params: Params<M>) =>
      core.adminCall(method, params as never) as Promise<Result<M>>;

  return {
    'bank.info': () => core.info(),
    'bank.health': () => parts.health.read(),
    'directory.lookup': (_client, params) => core.lookup(params),
    'user.register': (client, params) =>
      core.registerUser(params, { isSimulated: client.role === 'stress' }),
    'merchant.register': (_client, params) => core.registerMerchant(params),
    'device.bind': (_client, params) => core.bindDevice(params),
    'device.requestBinding': (_client, params) => core.requestBinding(params),
    'session.open': (client, params) => openSession(parts, client, params),
    'session.call': (client, params) => callSealed(parts, client, params),
    'payment.submit': (_client, params) => submitDirect(parts, params),
    'terminal.challenge': (client, params) => desk.challenge(client, params.vmid),
    'terminal.open': (client, params) => desk.open(client, params),
    'admin.open': (client, params) => openAdmin(parts, client, params.adminKey),
    'admin.subscribe': (client) => subscribe(parts.feed, client),
    'order.create': terminal('order.create'),
    'order.cancel': terminal('order.cancel'),
    'order.get': terminal('order.get'),
    'merchant.summary': terminal('merchant.summary'),
    'merchant.refund': terminal('merchant.refund'),
    'merchant.checkPassword': terminal('merchant.checkPassword'),
    'collect.create': terminal('collect.create'),
    'collect.get': terminal('collect.get'),
    'collect.list': terminal('collect.list'),
    'collect.cancel': terminal('collect.cancel'),
    'ledger.blocks': ledger('ledger.blocks'),
    'ledger.entries': ledger('ledger.entries'),
    'ledger.leaf': ledger('ledger.leaf'),
    'ledger.checkpoint': ledger('ledger.checkpoint'),
    'ledger.consistency': ledger('ledger.consistency'),
    'admin.accounts': admin('admin.accounts'),
    'admin.payments': admin('admin.payments'),
    'admin.account': admin('admin.account'),
    'admin.deposit': admin('admin.deposit'),
    'admin.backup': admin('admin.backup'),
    'admin.verify': admin('admin.verify'),
    'admin.faults': admin('admin.faults'),
    'admin.setFaults': admin('admin.setFaults'),
    'admin.settings.get': admin('admin.settings.get'),
    'admin.settings.set': admin('admin.settings.set'),
  };
}
