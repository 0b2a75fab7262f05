import { describe, expect, test } from 'vitest';
import {
  MAX_PENDING,
  type PendingPayment,
  type PhoneIdentity,
} from '#shared/device/phone-store.ts';
import type { PhoneStart } from '#shared/simulator/records.ts';
import { terminalUrlOf } from '../../../../src/renderer/device/bank-connectors.ts';
import { createPhoneRecords } from '../../../../src/renderer/device/indexed-phone-store.ts';
import { type KeyValue, phoneDatabaseName } from '../../../../src/renderer/device/key-value.ts';
import { firstStage } from '../../../../src/renderer/device/open-phone.ts';
import { createReceiptStore } from '../../../../src/renderer/device/receipt-store.ts';

function mapStore(): KeyValue {
  const map = new Map<string, unknown>();
  return {
    get: async (key) => map.get(key),
    async set(key, value) {
      map.set(key, structuredClone(value));
    },
    async delete(key) {
      map.delete(key);
    },
    entries: async () => [...map.entries()],
    async clear() {
      map.clear();
    },
  };
}

const identity: PhoneIdentity = {
  bankId: 'bank-1',
  deviceId: 'phone-0001',
  uid: 'U000000001',
  mmid: '1234567',
  vpa: 'asha@upisim',
  name: 'Asha',
  mobile: '9876501234',
};
const pending = (txnId: string, createdMs: number): PendingPayment => ({
  txnId,
  payer: 'asha@upisim',
  payee: 'tea@upisim',
  payeeName: 'Tea stall',
  amountPaise: '2000',
  reference: '',
  createdMs,
  attempts: [],
});

describe('what a phone keeps', () => {
  test('comes back as it was', async () => {
    const store = mapStore();
    const records = createPhoneRecords(store);
    expect(await records.loadIdentity()).toBeUndefined();
    await records.saveIdentity(identity);
    await records.savePending(pending('B', 2));
    await records.savePending(pending('A', 1));
    await records.saveDemoPin('4826');
    const again = createPhoneRecords(store);
    expect(await again.loadIdentity()).toEqual(identity);
    expect((await again.loadPending()).map((payment) => payment.txnId)).toEqual(['A', 'B']);
    expect(await again.loadDemoPin()).toBe('4826');
    await again.removePending('A');
    expect((await records.loadPending()).map((payment) => payment.txnId)).toEqual(['B']);
  });

  test('does not stop the phone when it is damaged or of another version', async () => {
    const store = mapStore();
    await store.set('identity', { uid: 7 });
    await store.set('pending/X', 'nonsense');
    await store.set('pending/Y', { txnId: 'Y', createdMs: 'yesterday', attempts: [] });
    await store.set('demo-pin', 4826);
    const records = createPhoneRecords(store);
    expect(await records.loadIdentity()).toBeUndefined();
    expect(await records.loadPending()).toEqual([]);
    expect(await records.loadDemoPin()).toBeUndefined();
  });

  test('gives out no more unanswered payments than the phone may have', async () => {
    const records = createPhoneRecords(mapStore());
    for (let index = 0; index < MAX_PENDING + 5; index++) {
      await records.savePending(pending(`P${index}`, index));
    }
    expect(await records.loadPending()).toHaveLength(MAX_PENDING);
  });
});

test('the newest 200 receipts stay', async () => {
  const store = mapStore();
  const receipts = createReceiptStore(store);
  for (let index = 0; index < 203; index++) {
    await receipts.save({ txnId: `T${index}`, receipt: `proof ${index}`, savedMs: index });
  }
  expect(await store.entries()).toHaveLength(200);
  expect(await receipts.load('T2')).toBeUndefined();
  expect(await receipts.load('T3')).toBe('proof 3');
  expect(await receipts.load('T202')).toBe('proof 202');
});

test('another bank or another device has another database', () => {
  const names = new Set([
    phoneDatabaseName('bank-1', 'phone-0001'),
    phoneDatabaseName('bank-2', 'phone-0001'),
    phoneDatabaseName('bank-1', 'phone-0002'),
  ]);
  expect(names.size).toBe(3);
});

test('a terminal’s address is filled into the host’s template', () => {
  const place = { vmid: 'VM7K2M9Q4T', port: 6001 };
  expect(terminalUrlOf('ws://localhost:5180/terminal/{vmid}', place)).toBe(
    'ws://localhost:5180/terminal/VM7K2M9Q4T',
  );
  expect(terminalUrlOf('wss://127.0.0.1:{port}/', place)).toBe('wss://127.0.0.1:6001/');
});

describe('how a phone begins', () => {
  const start = (uid: string, hasForm: boolean): PhoneStart => ({
    device: {
      deviceId: 'phone-0001',
      name: 'Asha',
      isOpen: true,
      createdMs: 0,
      kind: 'phone',
      profile: 'android-large',
      mobile: '9876501234',
      uid,
      vpa: '',
      isDemo: false,
    },
    bank: {
      url: 'ws://localhost/bank',
      bankId: 'bank-1',
      exchangeKey: '',
      certificationKey: '',
      ledgerVerifierKey: '',
    },
    terminalUrl: '',
    ...(hasForm ? { registration: { pin: '4826', openingBalancePaise: '0', name: 'Asha' } } : {}),
  });

  test.each([
    ['account and key', start('U000000001', false), identity, true, 'ready'],
    ['account and key, the form still there', start('', true), identity, true, 'ready'],
    ['the key is gone', start('U000000001', false), identity, false, 'bind'],
    ['everything is gone', start('U000000001', true), undefined, false, 'bind'],
    ['a form', start('', true), undefined, false, 'register'],
    [
      'a form and a key from a registration that broke off',
      start('', true),
      undefined,
      true,
      'register',
    ],
    ['empty', start('', false), undefined, false, 'onboard'],
  ] as const)('%s', (_name, given, kept, hasKey, stage) => {
    expect(firstStage(given, kept, hasKey)).toBe(stage);
  });
});
