import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { createPhoneClient, type PhoneClient } from '#shared/device/phone-client.ts';
import { createMemoryPhoneStore } from '#shared/device/phone-store.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { SIMULATED_ITERATIONS } from '#shared/pin-proof.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import { faultyStore } from '../../support/bank/faulty-store.ts';
import {
  openSocketBank,
  registerMachine,
  type SocketBank,
  STRESS_KEY,
} from '../../support/trust/socket-bank.ts';

/** The bank loses its store in the middle of a payment and cannot tell what became of it. */
const PIN = '2468';
let bank: SocketBank;
let phone: PhoneClient;
let payee: string;
const store = createMemoryPhoneStore();
beforeEach(async () => {
  bank = await openSocketBank();
  const line = await bank.line('stress');
  payee = (await registerMachine(line)).vpa;
  const { bankId, exchangeKey, certificationKey, ledgerVerifierKey } = bank.core.info();
  phone = createPhoneClient({
    crypto: nodeCrypto,
    signer: nodeDeviceSigner(nodeCrypto.randomBytes(32)),
    deviceId: 'phone-unknown-outcome',
    bank: { bankId, exchangeKey, certificationKey, ledgerVerifierKey },
    nowMs: bank.clock.nowMs,
    pinIterations: SIMULATED_ITERATIONS,
    store,
    connectBank: async (options) => {
      const caller = createRpcCaller(await bank.connection(), options);
      await caller.call(publicMethods, 'admin.open', { adminKey: STRESS_KEY });
      return caller;
    },
    connectTerminal: () => Promise.reject(new Error('there is no machine')),
  });
  const registered = await phone.register({
    name: 'Asha',
    mobile: '9812345678',
    pin: PIN,
    openingBalancePaise: 100_000,
  });
  expect(registered).toMatchObject({ ok: true });
});
afterEach(async () => {
  phone.close();
  await bank.close();
});

async function payWhileTheStoreGoes(fault: 'gone' | 'gone-after') {
  const faulty = faultyStore(await openSqliteStore(bank.paths.database));
  await bank.restart({ store: faulty, bounds: { settleTriesMax: 2, settlePauseMs: 1 } });
  const prepared = await phone.prepare(payee);
  if (!prepared.ok) throw new Error(prepared.failure.detail);
  faulty.faults.push(fault);
  return phone.pay({ payment: prepared.value, amountPaise: 2_000, pin: PIN });
}

test.each([
  ['gone-after', 'paid'],
  ['gone', 'failed'],
] as const)('%s: the phone keeps the id and hears later that it was %s', async (fault, end) => {
  const outcome = await payWhileTheStoreGoes(fault);
  expect(outcome).toMatchObject({ kind: 'pending' });
  expect(await store.loadPending()).toHaveLength(1);
  bank.clock.advance(660_000);
  await bank.restart();
  expect(await phone.resolvePending()).toMatchObject({ ok: true, value: [{ kind: end }] });
  expect(await store.loadPending()).toEqual([]);
  expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
});
