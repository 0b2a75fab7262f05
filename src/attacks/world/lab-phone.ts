import { fromBase64Url, toBase64Url } from '#shared/bytes.ts';
import type { Outcome } from '#shared/device/outcome.ts';
import { createPhoneClient, type PhoneClient } from '#shared/device/phone-client.ts';
import { createMemoryPhoneStore, type PhoneIdentity } from '#shared/device/phone-store.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import { openSealedSession } from '#shared/device/sealed-session.ts';
import { txnIdFrom } from '#shared/ids.ts';
import { createRpcCaller, type RpcCaller } from '#shared/json-rpc-peer.ts';
import { canonicalOrder, orderSigningBytes, type PaymentOrder } from '#shared/payment-order.ts';
import { derivePinKeys, makePinProof } from '#shared/pin-proof.ts';
import type { PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { connectFrames } from '#wire/client.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import type { ScratchBank } from './scratch-bank.ts';

/** A user's phone: the real phone client over real sockets, and a way to write orders by hand. */
export interface LabPhone {
  readonly client: PhoneClient;
  readonly identity: PhoneIdentity;
  /**
   * A signed order with its PIN proof, not sealed, as a phone without sealing would hand it on.
   * @param isProofBound false: the proof is for the session's nonce only, not for this order
   */
  writeOrder(
    fields: Pick<PaymentOrder, 'payee' | 'amountPaise'>,
    isProofBound?: boolean,
  ): Promise<PaymentSubmitParams>;
  close(): void;
}

export interface LabPhoneForm {
  readonly name: string;
  readonly mobile: string;
  readonly pin: string;
  readonly balancePaise: number;
  /** Rounds of PBKDF2; fewer than a real phone's only where the attack is not about PINs. */
  readonly iterations: number;
}

const CONNECT_WITHIN_MS = 5_000;

export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`The lab's phone failed: ${outcome.failure.detail}`);
}

/** What the phone's sheet shows for a code. */
export const sheetFor = async (phone: LabPhone, code: string): Promise<PreparedPayment> =>
  must(await phone.client.prepare(code));

async function connect(bank: ScratchBank, options = {}): Promise<RpcCaller> {
  const line = await connectFrames({ ...bank.place, timeoutMs: CONNECT_WITHIN_MS });
  const caller = createRpcCaller(line, options);
  await caller.call(publicMethods, 'admin.open', { adminKey: bank.stressKey });
  return caller;
}

/** @param bank the one that runs now: it may have been closed and opened again meanwhile */
export async function createLabPhone(
  bank: () => ScratchBank,
  form: LabPhoneForm,
): Promise<LabPhone> {
  const signer = nodeDeviceSigner(nodeCrypto.randomBytes(32));
  const deviceId = `lab-${Buffer.from(nodeCrypto.randomBytes(8)).toString('hex')}`;
  const { pins } = bank();
  const client = createPhoneClient({
    ...{ crypto: nodeCrypto, signer, deviceId, bank: pins, nowMs: Date.now },
    store: createMemoryPhoneStore(),
    pinIterations: form.iterations,
    connectBank: async (options) => connect(bank(), options),
    connectTerminal: async ({ port }, options) =>
      createRpcCaller(
        await connectFrames({ ...bank().place, port, timeoutMs: CONNECT_WITHIN_MS }),
        options,
      ),
  });
  const { name, mobile, pin, balancePaise } = form;
  const identity = must(
    await client.register({ name, mobile, pin, openingBalancePaise: balancePaise }),
  );
  let line: RpcCaller | undefined;

  return {
    client,
    identity,
    async writeOrder(fields, isProofBound = true) {
      const { uid, vpa, pin: stretching } = identity;
      if (!stretching) throw new Error('The lab phone has no PIN.');
      line ??= await connect(bank());
      const parties = { crypto: nodeCrypto, signer, bank: pins, uid, deviceId, nowMs: Date.now };
      const session = await openSealedSession(parties, line);
      const order: PaymentOrder = {
        ...{ currency: 'INR', mode: '00', note: '', reference: '', type: 'PAY', v: '1', vmid: '' },
        ...{ deviceId, payer: vpa, sessionId: session.id, nonce: session.grant.nextNonce },
        txnId: txnIdFrom(nodeCrypto.randomBytes(16)),
        ...fields,
      };
      const text = canonicalOrder(order);
      const signed = orderSigningBytes(text);
      const salt = fromBase64Url(stretching.salt);
      const keys = await derivePinKeys(nodeCrypto, pin, salt, stretching.iterations);
      const clientNonce = toBase64Url(nodeCrypto.randomBytes(16));
      const proof = await makePinProof(nodeCrypto, keys, {
        ...{ user: vpa, clientNonce, serverNonce: order.nonce, salt },
        iterations: stretching.iterations,
        actionHash: isProofBound ? nodeCrypto.sha256(signed) : new Uint8Array(),
      });
      const signature = toBase64Url(signer.sign(signed));
      return { order: text, signature, pin: { clientNonce, proof: toBase64Url(proof) } };
    },
    close() {
      client.close();
      line?.close();
    },
  };
}
