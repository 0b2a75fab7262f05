import { toHex } from '#shared/bytes.ts';
import { attempt, type Outcome, PhoneError, succeed } from '#shared/device/outcome.ts';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { PhoneIdentity } from '#shared/device/phone-store.ts';
import { parsePaise } from '#shared/money.ts';
import { webCrypto } from '#shared/web-crypto.ts';
import { askDirectory } from '../../device/ask-directory.ts';
import { webConnectors } from '../../device/bank-connectors.ts';
import type { OpenPhone } from '../../device/open-phone.ts';
import type { SetUpActions } from './set-up-actions.ts';

const FINGERPRINT_BYTES = 8;

/** The first bytes of the key's SHA-256, as people compare them. */
export async function keyFingerprint(publicKey: Uint8Array): Promise<string> {
  const digest = await webCrypto.sha256(publicKey);
  const hex = toHex(digest.subarray(0, FINGERPRINT_BYTES)).toUpperCase();
  return hex.replace(/(.{4})(?=.)/g, '$1 ');
}

/** The client, or why this phone has none: its storage is refused. */
const clientOf = (phone: OpenPhone): Promise<Outcome<PhoneClient>> =>
  attempt(async () => {
    try {
      return await phone.client();
    } catch {
      throw new PhoneError('storage', 'The device key could not be stored on this phone.');
    }
  });

/** The account is usable only when a session opens; the host learns of it then. */
async function finish(
  phone: OpenPhone,
  client: PhoneClient,
  made: Outcome<PhoneIdentity>,
): Promise<Outcome<unknown>> {
  if (!made.ok) return made;
  const opened = await client.openSession();
  if (!opened.ok) return opened;
  const { uid, vpa, name } = made.value;
  return attempt(() => phone.api.call('phone.registered', { uid, vpa, name }));
}

/** Setting up against the real bank, host and storage. */
export function createSetUpActions(phone: OpenPhone): SetUpActions {
  const { bank } = phone.start;
  const connectors = webConnectors({
    bankUrl: bank.url,
    terminalUrl: phone.start.terminalUrl,
    onBankClosed: () => undefined,
  });
  return {
    makeKey: async () => {
      const client = await clientOf(phone);
      return client.ok ? succeed(await keyFingerprint(await phone.publicKey())) : client;
    },
    async isNumberKnown(mobile) {
      const entry = await askDirectory(connectors, { mobile });
      return entry.ok ? succeed(entry.value !== undefined) : entry;
    },
    async isVpaFree(vpa) {
      const entry = await askDirectory(connectors, { vpa });
      return entry.ok ? succeed(entry.value === undefined) : entry;
    },
    async requestCode(mobile) {
      const client = await clientOf(phone);
      if (!client.ok) return client;
      const sent = await client.value.requestBinding(mobile);
      return sent.ok ? succeed(sent.value.sentToLastDigits) : sent;
    },
    async bind(mobile, bindingCode) {
      const client = await clientOf(phone);
      if (!client.ok) return client;
      const bound = await client.value.bind({ mobile, bindingCode });
      return finish(phone, client.value, bound);
    },
    async register({ takePin, openingBalancePaise, ...form }, onStage) {
      onStage('stretching');
      const client = await clientOf(phone);
      if (!client.ok) return client;
      const pin = takePin();
      const registered = await client.value.register({
        ...form,
        pin,
        openingBalancePaise: parsePaise(openingBalancePaise),
      });
      onStage('opening');
      if (registered.ok) await phone.records.savePinLength(pin.length === 6 ? 6 : 4);
      return finish(phone, client.value, registered);
    },
    onSms: (listener) => phone.api.on('sms.received', ({ code }) => listener(code)),
  };
}
