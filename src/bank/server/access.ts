import { adminMethods, ledgerMethods } from '#shared/protocol/admin-methods.ts';
import type { MethodSchema } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { terminalMethods } from '#shared/protocol/terminal-methods.ts';

/** What a connection has shown itself to be. It is `anonymous` until it opens as something else. */
export type Role = 'anonymous' | 'terminal' | 'admin' | 'stress';

const serverMethods = {
  ...publicMethods,
  ...ledgerMethods,
  ...terminalMethods,
  ...adminMethods,
} as const;
export type ServerMethods = typeof serverMethods;
export type ServerMethod = keyof ServerMethods;

const everyone: readonly Role[] = ['anonymous', 'terminal', 'admin', 'stress'];
const registrars: readonly Role[] = ['anonymous', 'admin', 'stress'];
const phones: readonly Role[] = ['anonymous', 'stress'];
const relays: readonly Role[] = ['anonymous', 'terminal', 'stress'];
const newcomers: readonly Role[] = ['anonymous'];
const terminals: readonly Role[] = ['terminal'];
const admins: readonly Role[] = ['admin'];
const examiners: readonly Role[] = ['admin', 'stress'];

/** Who may call what. Denied unless listed; the type demands a line for every method. */
export const ACCESS: Readonly<Record<ServerMethod, readonly Role[]>> = {
  'bank.info': everyone,
  'bank.health': everyone,
  'directory.lookup': everyone,
  'ledger.blocks': everyone,
  'ledger.entries': everyone,
  'ledger.leaf': everyone,
  'ledger.checkpoint': everyone,
  'ledger.consistency': everyone,
  'user.register': registrars,
  'merchant.register': registrars,
  'device.bind': registrars,
  'device.requestBinding': registrars,
  'session.open': relays,
  'session.call': relays,
  'payment.submit': phones,
  'terminal.challenge': newcomers,
  'terminal.open': newcomers,
  'admin.open': newcomers,
  'order.create': terminals,
  'order.cancel': terminals,
  'order.get': terminals,
  'merchant.summary': terminals,
  'merchant.refund': terminals,
  'merchant.checkPassword': terminals,
  'collect.create': terminals,
  'collect.get': terminals,
  'collect.list': terminals,
  'collect.cancel': terminals,
  'admin.accounts': admins,
  'admin.payments': admins,
  'admin.account': admins,
  'admin.deposit': admins,
  'admin.backup': admins,
  'admin.faults': admins,
  'admin.setFaults': admins,
  'admin.settings.get': examiners,
  'admin.settings.set': admins,
  'admin.subscribe': admins,
  'admin.verify': examiners,
};

export const isServerMethod = (name: string): name is ServerMethod => Object.hasOwn(ACCESS, name);

export const schemaOf = (method: ServerMethod): MethodSchema => serverMethods[method];
