import type { z } from 'zod';
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../bytes.ts';
import type { CryptoPort, DeviceSigner } from '../crypto-port.ts';
import type { RpcCaller } from '../json-rpc-peer.ts';
import { type ResultOf, RpcError } from '../protocol/json-rpc.ts';
import { publicMethods, type Sealed, sealed } from '../protocol/public-methods.ts';
import {
  type PhoneEvent,
  phoneEvent,
  type SessionGrant,
  sealedAnswer,
  sealedMethods,
  sessionGrant,
} from '../protocol/sealed-methods.ts';
import {
  deriveSessionKeys,
  MAX_SEAL_COUNTER,
  type SealDirection,
  type SessionKeys,
  type SessionOpening,
  sealAad,
  sealNonce,
  sessionOpeningBytes,
} from '../session.ts';
import { PhoneError } from './outcome.ts';
import { createSerialQueue } from './serial-queue.ts';

export type SealedMethods = typeof sealedMethods;
export type SealedMethod = keyof SealedMethods;

/** The bank as this phone knows it: all base64url except the ledger's C2SP verifier key. */
export interface BankPins {
  readonly bankId: string;
  readonly exchangeKey: string;
  readonly certificationKey: string;
  readonly ledgerVerifierKey: string;
}

export interface SessionParties {
  readonly crypto: CryptoPort;
  readonly signer: DeviceSigner;
  readonly bank: BankPins;
  readonly uid: string;
  readonly deviceId: string;
  readonly nowMs: () => number;
}

/** The bank's refusal out of an opened box: nobody on the way can have made it. */
export class SealedRefusal extends RpcError {}

/** A sealed conversation with the bank. Its calls may go through any connection, one at a time. */
export interface SealedSession {
  readonly id: string;
  readonly grant: SessionGrant;
  /** When the current nonce came; undefined while it is unknown because an answer was lost. */
  readonly nonceSinceMs: number | undefined;
  readonly isUsedUp: boolean;
  /**
   * @throws SealedRefusal when the bank refuses; RpcError when the way there fails (nothing is
   *   known then); PhoneError `not-genuine` when an answer does not open.
   */
  call<M extends SealedMethod>(
    via: RpcCaller,
    method: M,
    params: z.input<SealedMethods[M]['params']>,
  ): Promise<ResultOf<SealedMethods, M>>;
  /** The same, for params that contain the nonce that is current when the call's turn comes. */
  callWithNonce<M extends SealedMethod>(
    via: RpcCaller,
    method: M,
    build: (nonce: string) => Promise<z.input<SealedMethods[M]['params']>>,
  ): Promise<ResultOf<SealedMethods, M>>;
  /** A `session.event`; undefined for what is not this session's, repeated or not genuine. */
  openEvent(params: unknown): Promise<PhoneEvent | undefined>;
}

/** Sealed calls that may wait for their turn on one session. */
const CALLS_WAITING_MAX = 32;

const notGenuine = (detail: string): PhoneError => new PhoneError('not-genuine', detail);

async function unseal(
  crypto: CryptoPort,
  key: Uint8Array,
  direction: SealDirection,
  box: Sealed,
): Promise<unknown> {
  try {
    const plain = await crypto.gcmOpen(
      key,
      sealNonce(box.counter),
      sealAad(box.sessionId, direction, box.counter),
      fromBase64Url(box.box),
    );
    return JSON.parse(fromUtf8(plain));
  } catch {
    throw notGenuine('A sealed answer was changed on its way or is not from your bank.');
  }
}

function parseSealed<T>(schema: z.ZodType<T>, value: unknown): T {
  const checked = schema.safeParse(value);
  if (!checked.success) throw notGenuine("The bank's answer has an unexpected form.");
  return checked.data;
}

const resultSchema = <M extends SealedMethod>(method: M): z.ZodType<ResultOf<SealedMethods, M>> =>
  sealedMethods[method].result as z.ZodType<unknown> as z.ZodType<ResultOf<SealedMethods, M>>;

async function agreeOnKeys(
  parties: SessionParties,
  via: RpcCaller,
): Promise<{ readonly answer: OpenAnswer; readonly keys: SessionKeys }> {
  const { crypto, signer, bank, uid, deviceId } = parties;
  const pair = await crypto.x25519();
  const opening: SessionOpening = {
    bankId: bank.bankId,
    clientKey: toBase64Url(pair.publicKey),
    clientNonce: toBase64Url(crypto.randomBytes(16)),
    deviceId,
    uid,
  };
  const bytes = sessionOpeningBytes(opening);
  const signature = toBase64Url(await signer.sign(bytes));
  const answer = await via.call(publicMethods, 'session.open', { ...opening, signature });
  const shared = await pair.agree(fromBase64Url(bank.exchangeKey));
  const keys = await deriveSessionKeys(crypto, shared, bytes, fromBase64Url(answer.serverNonce));
  return { answer, keys };
}

type OpenAnswer = ResultOf<typeof publicMethods, 'session.open'>;

/**
 * One signature opens a session. That the answer opens proves the pinned bank: only the holder of
 * its exchange key can have sealed it.
 */
export async function openSealedSession(
  parties: SessionParties,
  via: RpcCaller,
): Promise<SealedSession> {
  const { answer, keys } = await agreeOnKeys(parties, via);
  if (answer.sealed.sessionId !== answer.sessionId || answer.sealed.counter !== 0) {
    throw notGenuine('The answer to the session opening does not fit it.');
  }
  const grant = parseSealed(
    sessionGrant,
    await unseal(parties.crypto, keys.toPhone, 'to-phone', answer.sealed),
  );
  return createSession(parties, answer.sessionId, keys, grant);
}

function createSession(
  parties: SessionParties,
  id: string,
  keys: SessionKeys,
  grant: SessionGrant,
): SealedSession {
  const { crypto, nowMs } = parties;
  const inTurn = createSerialQueue(CALLS_WAITING_MAX);
  let counter = 0;
  let nonce = grant.nextNonce;
  let nonceSinceMs: number | undefined = nowMs();
  let lastEvent = -1;

  const exchange = async (via: RpcCaller, request: unknown): Promise<unknown> => {
    const own = ++counter;
    const box = await crypto.gcmSeal(
      keys.toBank,
      sealNonce(own),
      sealAad(id, 'to-bank', own),
      utf8(JSON.stringify(request)),
    );
    // Until the answer is read nobody here knows which nonce the bank expects.
    const sinceMs = nonceSinceMs;
    nonceSinceMs = undefined;
    const answer = await via.call(publicMethods, 'session.call', {
      sessionId: id,
      counter: own,
      box: toBase64Url(box),
    });
    if (answer.sessionId !== id || answer.counter !== own) {
      throw notGenuine('A sealed answer belongs to another question.');
    }
    const opened = parseSealed(
      sealedAnswer,
      await unseal(crypto, keys.toPhone, 'to-phone', answer),
    );
    // The bank counts a nonce's age from when it made it, however often it tells it again.
    nonceSinceMs = opened.nextNonce === nonce ? sinceMs : nowMs();
    nonce = opened.nextNonce;
    const { error } = opened;
    if (error) throw new SealedRefusal(error.code, error.message, error.data ?? {});
    return opened.result;
  };

  const callWithNonce: SealedSession['callWithNonce'] = (via, method, build) =>
    inTurn(async () => {
      const params: unknown = await build(nonce);
      const result = await exchange(via, { method, params });
      return parseSealed(resultSchema(method), result);
    });

  return {
    id,
    grant,
    get nonceSinceMs() {
      return nonceSinceMs;
    },
    get isUsedUp() {
      return counter >= MAX_SEAL_COUNTER;
    },
    callWithNonce,
    call: (via, method, params) => callWithNonce(via, method, async () => params),
    async openEvent(params) {
      const box = sealed.safeParse(params);
      if (!box.success || box.data.sessionId !== id || box.data.counter <= lastEvent) return;
      try {
        const event = await unseal(crypto, keys.events, 'event', box.data);
        lastEvent = Math.max(lastEvent, box.data.counter);
        return phoneEvent.safeParse(event).data;
      } catch {
        return undefined;
      }
    },
  };
}
