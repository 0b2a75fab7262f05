import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type RunningBank, runBank } from '#bank/run-bank.ts';
import { fromBase64Url, toBase64, toBase64Url, utf8 } from '#shared/bytes.ts';
import { txnIdFrom } from '#shared/ids.ts';
import { createRpcCaller, type RpcCaller } from '#shared/json-rpc-peer.ts';
import { canonicalOrder, orderSigningBytes, type PaymentOrder } from '#shared/payment-order.ts';
import {
  derivePinKeys,
  makePinProof,
  type PinKeys,
  SIMULATED_ITERATIONS,
} from '#shared/pin-proof.ts';
import type { PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { publicMethods, type Sealed } from '#shared/protocol/public-methods.ts';
import { type SessionGrant, sealedAnswer, sessionGrant } from '#shared/protocol/sealed-methods.ts';
import {
  deriveSessionKeys,
  type SealDirection,
  type SessionKeys,
  sealAad,
  sealNonce,
  sessionOpeningBytes,
} from '#shared/session.ts';
import { deviceBindingBytes, terminalOpeningBytes } from '#shared/signing-bytes.ts';
import { connectFrames, connectWebSocket } from '#wire/client.ts';
import type { Connection } from '#wire/connection.ts';
import { type DataFolder, openDataFolder } from '#wire/data-folder.ts';
import type { Logger } from '#wire/logger.ts';
import { type NodeDeviceSigner, nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import { makeFolder, quietLogger } from './wire-support.ts';

export interface TestBank {
  readonly bank: RunningBank;
  readonly folder: DataFolder;
  readonly adminKey: string;
  readonly stressKey: string;
  readonly logger: Logger;
  frames(): Promise<Connection>;
  webSocket(): Promise<Connection>;
  caller(onNotification?: (method: string, params: unknown) => void): Promise<RpcCaller>;
  stop(): Promise<void>;
}

/** A real bank on a fresh folder and a free port. */
export async function startTestBank(path?: string): Promise<TestBank> {
  const made = path === undefined ? await makeFolder() : undefined;
  const folder = openDataFolder(path ?? made?.path ?? '');
  const logger = quietLogger();
  const bank = await runBank({
    paths: folder.paths,
    host: '127.0.0.1',
    port: 0,
    isNextPortAllowed: false,
    logger,
  });
  const { port, caPem } = bank;
  const frames = () => connectFrames({ host: '127.0.0.1', port, caPem });
  return {
    bank,
    folder,
    adminKey: readFileSync(folder.paths.adminKey, 'utf8').trim(),
    stressKey: readFileSync(folder.paths.stressKey, 'utf8').trim(),
    logger,
    frames,
    webSocket: () => connectWebSocket({ url: `wss://127.0.0.1:${port}`, caPem }),
    caller: async (onNotification) =>
      createRpcCaller(await frames(), onNotification ? { onNotification } : {}),
    async stop() {
      await bank.stop();
      folder.close();
      await made?.remove();
    },
  };
}

export const PIN = '4826';
let mobiles = 9_000_000_000;

export interface TestUser {
  readonly uid: string;
  readonly vpa: string;
  readonly deviceId: string;
  readonly signer: NodeDeviceSigner;
  readonly pin: PinKeys;
  readonly salt: Uint8Array;
}

/** @param caller a connection opened with the stress key, which allows few iterations */
export async function registerUser(
  test: TestBank,
  caller: RpcCaller,
  openingBalancePaise = '100000',
): Promise<TestUser> {
  const signer = nodeDeviceSigner(nodeCrypto.randomBytes(32));
  const salt = nodeCrypto.randomBytes(16);
  const pin = await derivePinKeys(nodeCrypto, PIN, salt, SIMULATED_ITERATIONS);
  const mobile = String(++mobiles);
  const deviceId = `device-${mobile}`;
  const publicKey = toBase64Url(signer.publicKey);
  const { bankId } = test.bank;
  const { uid, vpa } = await caller.call(publicMethods, 'user.register', {
    name: 'Asha',
    mobile,
    pin: {
      salt: toBase64Url(salt),
      iterations: SIMULATED_ITERATIONS,
      storedKey: toBase64Url(pin.storedKey),
      serverKey: toBase64Url(pin.serverKey),
    },
    openingBalancePaise,
    device: {
      deviceId,
      publicKey,
      signature: toBase64Url(
        signer.sign(deviceBindingBytes({ bankId, deviceId, mobile, publicKey })),
      ),
    },
  });
  return { uid, vpa, deviceId, signer, pin, salt };
}

export async function stressCaller(test: TestBank): Promise<RpcCaller> {
  const caller = await test.caller();
  await caller.call(publicMethods, 'admin.open', { adminKey: test.stressKey });
  return caller;
}

export async function adminCaller(
  test: TestBank,
  onNotification?: (method: string, params: unknown) => void,
): Promise<RpcCaller> {
  const caller = await test.caller(onNotification);
  await caller.call(publicMethods, 'admin.open', { adminKey: test.adminKey });
  return caller;
}

export interface TestMerchant {
  readonly vmid: string;
  readonly vpa: string;
  readonly port: number;
  readonly privateKey: KeyObject;
}

let terminalPort = 20_000;

export async function registerMerchant(caller: RpcCaller): Promise<TestMerchant> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const port = ++terminalPort;
  const { vmid, vpa } = await caller.call(publicMethods, 'merchant.register', {
    name: 'Tea stall',
    password: 'kettle and cups',
    openingBalancePaise: '0',
    host: '127.0.0.1',
    port,
    publicKey: toBase64(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))),
  });
  return { vmid, vpa, port, privateKey };
}

/** Parameters of `terminal.open` that are right. */
export async function terminalOpening(test: TestBank, caller: RpcCaller, merchant: TestMerchant) {
  const { vmid, port, privateKey } = merchant;
  const { challenge } = await caller.call(publicMethods, 'terminal.challenge', { vmid });
  const { bankId } = test.bank;
  const bytes = terminalOpeningBytes({ bankId, challenge, port, vmid });
  return { vmid, port, challenge, signature: sign('sha256', bytes, privateKey).toString('base64') };
}

export async function openTerminal(
  test: TestBank,
  merchant: TestMerchant,
  onNotification?: (method: string, params: unknown) => void,
): Promise<RpcCaller> {
  const caller = await test.caller(onNotification);
  const opening = await terminalOpening(test, caller, merchant);
  await caller.call(publicMethods, 'terminal.open', opening);
  return caller;
}

/** The phone's side of a sealed session, with every part open to tampering. */
export interface TestSession {
  readonly sessionId: string;
  readonly keys: SessionKeys;
  readonly grant: SessionGrant;
  nonce: string;
  counter: number;
  seal(request: unknown, counter?: number): Sealed;
  open(direction: SealDirection, box: Sealed): unknown;
  call(via: RpcCaller, method: string, params: unknown): Promise<Answer>;
}
type Answer = ReturnType<typeof sealedAnswer.parse>;

/** Signed parameters of `session.open` and what the phone keeps for the answer. */
export async function sessionOpening(test: TestBank, user: TestUser) {
  const pair = nodeCrypto.x25519();
  const opening = {
    bankId: test.bank.bankId,
    clientKey: toBase64Url(pair.publicKey),
    clientNonce: toBase64Url(nodeCrypto.randomBytes(16)),
    deviceId: user.deviceId,
    uid: user.uid,
  };
  const bytes = sessionOpeningBytes(opening);
  return { pair, bytes, params: { ...opening, signature: toBase64Url(user.signer.sign(bytes)) } };
}

export async function openSession(
  test: TestBank,
  via: RpcCaller,
  user: TestUser,
): Promise<TestSession> {
  const { pair, bytes, params } = await sessionOpening(test, user);
  const { exchangeKey } = await via.call(publicMethods, 'bank.info', {});
  const answer = await via.call(publicMethods, 'session.open', params);
  const shared = pair.agree(fromBase64Url(exchangeKey));
  const serverNonce = fromBase64Url(answer.serverNonce);
  const keys = await deriveSessionKeys(nodeCrypto, shared, bytes, serverNonce);
  const { sessionId } = answer;
  const keyOf = { 'to-bank': keys.toBank, 'to-phone': keys.toPhone, event: keys.events };
  const session: TestSession = {
    sessionId,
    keys,
    nonce: '',
    counter: 0,
    grant: {} as SessionGrant,
    seal(request, counter = ++session.counter) {
      const aad = sealAad(sessionId, 'to-bank', counter);
      const plain = utf8(typeof request === 'string' ? request : JSON.stringify(request));
      const box = nodeCrypto.gcmSeal(keys.toBank, sealNonce(counter), aad, plain);
      return { sessionId, counter, box: toBase64Url(box) };
    },
    open(direction, { counter, box }) {
      const aad = sealAad(sessionId, direction, counter);
      const sealed = fromBase64Url(box);
      const plain = nodeCrypto.gcmOpen(keyOf[direction], sealNonce(counter), aad, sealed);
      return JSON.parse(Buffer.from(plain).toString());
    },
    async call(caller, method, callParams) {
      const sealed = session.seal({ method, params: callParams });
      const reply = await caller.call(publicMethods, 'session.call', sealed);
      const opened = sealedAnswer.parse(session.open('to-phone', reply));
      session.nonce = opened.nextNonce;
      return opened;
    },
  };
  const grant = sessionGrant.parse(session.open('to-phone', answer.sealed));
  session.nonce = grant.nextNonce;
  return Object.assign(session, { grant });
}

/** A whole payment: canonical order, device signature, PIN proof. */
export async function paymentParams(
  session: TestSession,
  user: TestUser,
  payee: string,
  changes: Partial<PaymentOrder> = {},
): Promise<PaymentSubmitParams> {
  const order: PaymentOrder = {
    amountPaise: '2000',
    currency: 'INR',
    deviceId: user.deviceId,
    mode: '00',
    nonce: session.nonce,
    note: '',
    payee,
    payer: user.vpa,
    reference: '',
    sessionId: session.sessionId,
    txnId: txnIdFrom(randomBytes(16)),
    type: 'PAY',
    v: '1',
    vmid: '',
    ...changes,
  };
  const text = canonicalOrder(order);
  const bytes = orderSigningBytes(text);
  const clientNonce = toBase64Url(nodeCrypto.randomBytes(16));
  const proof = await makePinProof(nodeCrypto, user.pin, {
    user: user.vpa,
    clientNonce,
    serverNonce: order.nonce,
    salt: user.salt,
    iterations: SIMULATED_ITERATIONS,
    actionHash: nodeCrypto.sha256(bytes),
  });
  return {
    order: text,
    signature: toBase64Url(user.signer.sign(bytes)),
    pin: { clientNonce, proof: toBase64Url(proof) },
  };
}
