import type { DeviceSigner } from '#shared/crypto-port.ts';
import { createPhoneClient, type PhoneClient } from '#shared/device/phone-client.ts';
import type { PhoneIdentity } from '#shared/device/phone-store.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import type { PhoneStart } from '#shared/simulator/records.ts';
import { webCrypto } from '#shared/web-crypto.ts';
import { webConnectors } from './bank-connectors.ts';
import { createPhoneRecords, type PhoneRecords } from './indexed-phone-store.ts';
import { type KeyValue, openIndexedDb, phoneDatabaseName } from './key-value.ts';
import { createDeviceKey, loadDeviceKey } from './keystore.ts';
import { createReceiptStore, type ReceiptStore } from './receipt-store.ts';

/**
 * How a phone begins:
 * - `ready`: account and key are here
 * - `register`: the control room has filled in the form; the phone makes key and PIN proof itself
 * - `bind`: there is an account, but its key is gone from this browser
 * - `onboard`: an empty phone
 */
export type FirstStage = 'ready' | 'register' | 'bind' | 'onboard';

export function firstStage(
  start: PhoneStart,
  identity: PhoneIdentity | undefined,
  hasKey: boolean,
): FirstStage {
  if (identity && hasKey) return 'ready';
  if (start.device.uid !== '' || identity) return 'bind';
  return start.registration ? 'register' : 'onboard';
}

export interface OpenPhone {
  readonly api: SimulatorApi;
  readonly start: PhoneStart;
  readonly stage: FirstStage;
  readonly identity: PhoneIdentity | undefined;
  readonly records: PhoneRecords;
  readonly receipts: ReceiptStore;
  readonly nowMs: () => number;
  /** The phone's one client; makes the device key when there is none yet. */
  client(): Promise<PhoneClient>;
  /** Raw public key, for its fingerprint. */
  publicKey(): Promise<Uint8Array>;
  /** Called when the connection to the bank has ended. */
  onBankClosed: () => void;
}

/** @throws SimulatorApiError or DOMException when the host or the browser's storage refuses. */
export async function openPhone(
  api: SimulatorApi,
  nowMs: () => number,
  openStore: (name: string) => KeyValue = openIndexedDb,
): Promise<OpenPhone> {
  const start = await api.call('phone.start', {});
  const { bank, device, terminalUrl } = start;
  const store = openStore(phoneDatabaseName(bank.bankId, device.deviceId));
  const records = createPhoneRecords(store);
  const identity = await records.loadIdentity();
  const stored = await loadDeviceKey(store);
  let signer: Promise<DeviceSigner> | undefined = stored && Promise.resolve(stored);
  let client: Promise<PhoneClient> | undefined;

  const key = (): Promise<DeviceSigner> => {
    signer ??= createDeviceKey(store);
    return signer;
  };
  const phone: OpenPhone = {
    api,
    start,
    stage: firstStage(start, identity, stored !== undefined),
    identity,
    records,
    receipts: createReceiptStore(store),
    nowMs,
    onBankClosed: () => undefined,
    publicKey: async () => (await key()).publicKey,
    client() {
      client ??= key().then((own) =>
        createPhoneClient({
          ...webConnectors({
            bankUrl: bank.url,
            terminalUrl,
            onBankClosed: () => phone.onBankClosed(),
          }),
          crypto: webCrypto,
          signer: own,
          deviceId: device.deviceId,
          bank,
          store: records,
          nowMs,
        }),
      );
      return client;
    },
  };
  return phone;
}
