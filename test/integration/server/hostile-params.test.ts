import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RpcCaller } from '#shared/json-rpc-peer.ts';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import { RPC_ERROR, type RpcError } from '#shared/protocol/json-rpc.ts';
import {
  adminCaller,
  openSession,
  openTerminal,
  paymentParams,
  registerMerchant,
  registerUser,
  startTestBank,
  stressCaller,
  type TestBank,
  type TestSession,
  type TestUser,
} from './bank-support.ts';
import { listenTo } from './wire-support.ts';

let bank: TestBank;
let stress: RpcCaller;
let terminal: RpcCaller;
let user: TestUser;
let session: TestSession;
beforeAll(async () => {
  bank = await startTestBank();
  stress = await stressCaller(bank);
  terminal = await openTerminal(bank, await registerMerchant(stress));
  user = await registerUser(bank, stress);
  session = await openSession(bank, stress, user);
});
afterAll(() => bank.stop());

/** What is no amount: as JSON values, and as the text it would be in an order. */
const AMOUNTS: readonly [name: string, value: unknown][] = [
  ['zero', '0'],
  ['negative', '-5'],
  ['a fraction of a paisa', '100.5'],
  ['2^53 + 1', '9007199254740993'],
  ['above the largest', '1000000000001'],
  ['a number', 2_000],
  ['exponent', '1e3'],
  ['hexadecimal', '0x10'],
  ['leading zero', '0200'],
  ['plus', '+200'],
  ['blank', ' 200'],
  ['words', 'twenty'],
  ['Devanagari digits', '२००'],
  ['full-width digits', '２００'],
  ['infinity', 'Infinity'],
  ['NaN', 'NaN'],
  ['empty', ''],
  ['null', null],
  ['missing', undefined],
  ['an array', ['200']],
  ['an object', { paise: '200' }],
  ['true', true],
];

describe('an amount that is none', () => {
  test.each(AMOUNTS)('is refused by its field at a POS: %s', async (_name, amountPaise) => {
    const error = await terminal
      .callRaw('order.create', { amountPaise })
      .catch((reason: RpcError) => reason);
    expect(error).toMatchObject({ code: RPC_ERROR.invalidParams });
    const paths = (error as RpcError).data.issues?.map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['amountPaise']));
  });

  test.each(AMOUNTS)('moves no money in a signed order: %s', async (_name, amountPaise) => {
    const params = await paymentParams(session, user, 'nobody@upisim', {
      amountPaise: amountPaise as string,
    });
    const straight = await stress.callRaw('payment.submit', params).catch((e: RpcError) => e);
    expect([RPC_ERROR.invalidParams, RPC_ERROR.refused]).toContain((straight as RpcError).code);
    const sealed = await session.call(stress, 'payment.submit', params);
    expect([RPC_ERROR.invalidParams, RPC_ERROR.refused]).toContain(sealed.error?.code);
  });
});

describe('fields that are wrong are named', () => {
  const good = { name: 'A', password: 'long enough', openingBalancePaise: '0', port: 6_001 };
  test.each([
    ['empty name', { ...good, name: ' ' }, 'name'],
    ['a name that turns text around', { ...good, name: 'a\u202eb' }, 'name'],
    ['a name of 100 letters', { ...good, name: 'n'.repeat(100) }, 'name'],
    ['short password', { ...good, password: '1234567' }, 'password'],
    ['port 0', { ...good, port: 0 }, 'port'],
    ['port text', { ...good, port: '6001' }, 'port'],
    ['port fraction', { ...good, port: 6_001.5 }, 'port'],
    ['no key', good, 'publicKey'],
    ['VPA with blanks', { ...good, vpa: 'a b@upisim' }, 'vpa'],
  ])('%s', async (_name, params, path) => {
    const error = await stress.callRaw('merchant.register', params).catch((e: RpcError) => e);
    expect(error).toMatchObject({ code: RPC_ERROR.invalidParams });
    const paths = (error as RpcError).data.issues?.map((issue) => issue.path);
    expect(paths).toContain(path);
  });

  test.each([
    ['unknown field', '{"limit":5,"x":1}'],
    ['__proto__', '{"__proto__":{"limit":5}}'],
    ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
    ['deep nesting', `{"search":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['limit 0', '{"limit":0}'],
    ['limit 201', '{"limit":201}'],
    ['limit 1e999', '{"limit":1e999}'],
    ['search as object', '{"search":{"toString":"x"}}'],
    ['a long search', `{"search":"${'x'.repeat(65)}"}`],
  ])('raw parameters: %s', async (_name, params) => {
    const connection = await bank.frames();
    const heard = listenTo(connection);
    connection.send(`{"jsonrpc":"2.0","id":1,"method":"ledger.entries","params":${params}}`);
    expect(await heard.next()).toMatchObject({ id: 1, error: { code: RPC_ERROR.invalidParams } });
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
    connection.close();
  });
});

describe('sealed calls that are wrong', () => {
  test.each([
    ['no JSON', '{', RPC_ERROR.parse],
    ['null', 'null', RPC_ERROR.invalidParams],
    ['no params', '{"method":"session.nonce"}', RPC_ERROR.invalidParams],
    ['a method of the server', '{"method":"admin.accounts","params":{}}', RPC_ERROR.methodNotFound],
    ['a method of Object', '{"method":"constructor","params":{}}', RPC_ERROR.methodNotFound],
    ['wrong field', '{"method":"payment.status","params":{"txnId":5}}', RPC_ERROR.invalidParams],
    ['unknown member', '{"method":"session.nonce","params":{},"x":1}', RPC_ERROR.invalidParams],
  ])('%s is refused under seal, and the session goes on', async (_name, text, code) => {
    const reply = (await stress.callRaw('session.call', session.seal(text))) as never;
    expect(session.open('to-phone', reply)).toMatchObject({ error: { code } });
    expect((await session.call(stress, 'session.nonce', {})).error).toBeUndefined();
  });

  test('an answer too long for a box says so instead of breaking it', async () => {
    const busy = await registerUser(bank, stress);
    const line = await openSession(bank, stress, busy);
    for (let count = 0; count < 150; count++) {
      const params = await paymentParams(line, busy, user.vpa, { note: '\u{1F4B8}'.repeat(25) });
      await line.call(stress, 'payment.submit', params);
    }
    const page = await line.call(stress, 'account.history', { limit: 200, search: '' });
    expect(page.error).toMatchObject({ data: { issues: [{ path: 'limit' }] } });
    const shorter = await line.call(stress, 'account.history', { limit: 20, search: '' });
    expect(shorter.result).toMatchObject({ hasMore: true });
  });
});

test('after all of this no paisa is anywhere it should not be', async () => {
  const admin = await adminCaller(bank);
  const report = await admin.call(adminMethods, 'admin.verify', {});
  expect(report).toMatchObject({ isSound: true, sumPaise: '0' });
});
