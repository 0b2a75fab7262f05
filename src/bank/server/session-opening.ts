import type { BankCore, VerifySignature } from '#bank/core.ts';
import { fromBase64Url, toBase64Url } from '#shared/bytes.ts';
import { type ParamsOf, type ResultOf, refusal } from '#shared/protocol/json-rpc.ts';
import type { publicMethods } from '#shared/protocol/public-methods.ts';
import { deriveSessionKeys, type SessionKeys, sessionOpeningBytes } from '#shared/session.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { Client } from './client.ts';
import { sealText } from './sealing.ts';
import type { SessionBook } from './session-book.ts';

type OpeningParams = ParamsOf<typeof publicMethods, 'session.open'>;
type OpeningResult = ResultOf<typeof publicMethods, 'session.open'>;

export interface SessionOpeningParts {
  readonly core: BankCore;
  readonly book: SessionBook;
  readonly verifySignature: VerifySignature;
  readonly randomBytes: (length: number) => Uint8Array;
}

const SESSION_ID_BYTES = 16;
const SERVER_NONCE_BYTES = 32;

async function checkSignature(
  parts: SessionOpeningParts,
  params: OpeningParams,
  openingBytes: Uint8Array,
): Promise<void> {
  const { core, verifySignature } = parts;
  if (params.bankId !== core.identity.bankId) {
    throw refusal('U66', 'This phone is set up for another bank.');
  }
  const deviceKey = core.deviceKey(params.uid, params.deviceId);
  if (!deviceKey) throw refusal('U66', 'This phone is not bound to the account.');
  const signature = new Uint8Array(Buffer.from(params.signature, 'base64url'));
  if (!(await verifySignature(deviceKey, openingBytes, signature))) {
    throw refusal('U15', "The phone's signature does not fit.");
  }
}

async function agreeKeys(
  core: BankCore,
  params: OpeningParams,
  openingBytes: Uint8Array,
  serverNonce: Uint8Array,
): Promise<SessionKeys> {
  let shared: Uint8Array;
  try {
    shared = core.identity.agree(fromBase64Url(params.clientKey));
  } catch {
    throw refusal('U14', "The phone's exchange key is not usable.");
  }
  return deriveSessionKeys(nodeCrypto, shared, openingBytes, serverNonce);
}

/**
 * `session.open`: the device's signature first, then the key agreement, then the session. The
 * grant goes out sealed, so only the phone that holds the exchange key can read it.
 */
export async function openSession(
  parts: SessionOpeningParts,
  client: Client,
  params: OpeningParams,
): Promise<OpeningResult> {
  const openingBytes = sessionOpeningBytes(params);
  await checkSignature(parts, params, openingBytes);
  const serverNonce = parts.randomBytes(SERVER_NONCE_BYTES);
  const keys = await agreeKeys(parts.core, params, openingBytes, serverNonce);
  if (!parts.book.rememberOpening(params.clientKey)) {
    throw refusal('U01', 'This session opening was already used.');
  }
  const sessionId = toBase64Url(parts.randomBytes(SESSION_ID_BYTES));
  const grant = parts.core.openSession(params.uid, params.deviceId, sessionId);
  const bank = parts.core.session(sessionId);
  if (!bank) throw new Error('the bank lost a session that it has just opened');
  parts.book.add({ bank, keys, lastCounter: 0, lastEventCounter: 0, client });
  return {
    sessionId,
    serverNonce: toBase64Url(serverNonce),
    sealed: sealText(keys.toPhone, sessionId, 'to-phone', 0, JSON.stringify(grant)),
  };
}
