import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS, type Role, type ServerMethod } from '#bank/server/access.ts';
import type { RpcCaller } from '#shared/json-rpc-peer.ts';
import { adminMethods, ledgerMethods } from '#shared/protocol/admin-methods.ts';
import { RPC_ERROR } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { terminalMethods } from '#shared/protocol/terminal-methods.ts';
import {
  adminCaller,
  openTerminal,
  registerMerchant,
  startTestBank,
  stressCaller,
  type TestBank,
} from './bank-support.ts';

/** Written out again by hand: a slip in the bank's own table must not go unnoticed. */
const ANYONE = [
  'bank.info',
  'bank.health',
  'directory.lookup',
  'ledger.blocks',
  'ledger.entries',
  'ledger.leaf',
  'ledger.checkpoint',
  'ledger.consistency',
];
const REGISTER = ['user.register', 'merchant.register', 'device.bind', 'device.requestBinding'];
const SESSION = ['session.open', 'session.call'];
const OPEN = ['terminal.challenge', 'terminal.open', 'admin.open'];
const EXAMINE = ['admin.verify', 'admin.settings.get'];
const ALLOWED: Readonly<Record<Role, readonly string[]>> = {
  anonymous: [...ANYONE, ...REGISTER, ...SESSION, ...OPEN, 'payment.submit'],
  terminal: [...ANYONE, ...SESSION, ...Object.keys(terminalMethods)],
  stress: [...ANYONE, ...REGISTER, ...SESSION, ...EXAMINE, 'payment.submit'],
  admin: [...ANYONE, ...REGISTER, ...Object.keys(adminMethods)],
};

let bank: TestBank;
const callers = new Map<Role, RpcCaller>();
beforeAll(async () => {
  bank = await startTestBank();
  const stress = await stressCaller(bank);
  callers.set('stress', stress);
  callers.set('anonymous', await bank.caller());
  callers.set('admin', await adminCaller(bank));
  callers.set('terminal', await openTerminal(bank, await registerMerchant(stress)));
});
afterAll(() => bank.stop());

test('the table has every method of the protocol and no other', () => {
  const tables = { ...publicMethods, ...ledgerMethods, ...terminalMethods, ...adminMethods };
  expect(Object.keys(ACCESS).sort()).toEqual(Object.keys(tables).sort());
});

describe.each(Object.keys(ALLOWED) as Role[])('as %s', (role) => {
  // An unknown field keeps an allowed call from doing anything: it comes as far as the fields.
  const probe = { 'not a field': true };

  test.each(Object.keys(ACCESS) as ServerMethod[])('%s', async (method) => {
    const outcome = callers.get(role)?.callRaw(method, probe);
    const code = ALLOWED[role].includes(method) ? RPC_ERROR.invalidParams : RPC_ERROR.forbidden;
    await expect(outcome).rejects.toMatchObject({ code });
  });

  test.each(['nope', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'payment.status'])(
    'unknown: %s',
    async (method) => {
      await expect(callers.get(role)?.callRaw(method, {})).rejects.toMatchObject({
        code: RPC_ERROR.methodNotFound,
      });
    },
  );
});
