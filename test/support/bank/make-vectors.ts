import { createCheckpointSigner } from '#bank/ledger/checkpoint-signer.ts';
import { fromHex, toBase64, toBase64Url, toHex, utf8 } from '#shared/bytes.ts';
import { encodeLeaf, type Leaf } from '#shared/ledger/leaf.ts';
import {
  appendLeafHash,
  consistencyProof,
  EMPTY_FRONTIER,
  type Frontier,
  frontierRoot,
  inclusionProof,
  leafHash,
} from '#shared/ledger/merkle.ts';
import { formatReceipt } from '#shared/ledger/receipt.ts';
import {
  canonicalOrder,
  idempotencyBytes,
  orderSigningBytes,
  type PaymentOrder,
} from '#shared/payment-order.ts';
import { derivePinKeys, makePinProof, pinAuthMessage } from '#shared/pin-proof.ts';
import {
  deriveSessionKeys,
  type SealDirection,
  sealAad,
  sealNonce,
  sessionOpeningBytes,
} from '#shared/session.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';

const { sha256 } = nodeCrypto;
const filled = (byte: number, length: number) => new Uint8Array(length).fill(byte);
const TXN_ID = 'SIM0123456789abcdef0123456789abcdef';

const ORDER: PaymentOrder = {
  amountPaise: '2000',
  currency: 'INR',
  deviceId: 'device-vector-1',
  mode: '16',
  nonce: toBase64Url(filled(1, 16)),
  note: 'एक चाय "special" 😀',
  payee: 'teastall@upisim',
  payer: 'asha@upisim',
  reference: 'CH0123456789ABCDEF',
  sessionId: toBase64Url(filled(2, 16)),
  txnId: `${TXN_ID}`,
  type: 'PAY',
  v: '1',
  vmid: 'VM7K2M9Q4T',
};

const signer = nodeDeviceSigner(filled(3, 32));
const signed = orderSigningBytes(canonicalOrder(ORDER));

const paymentOrder = () => ({
  order: ORDER,
  canonical: canonicalOrder(ORDER),
  signingBytes: toHex(signed),
  actionHash: toHex(sha256(signed)),
  idempotencyDigest: toHex(sha256(idempotencyBytes(ORDER))),
  deviceSeed: toHex(filled(3, 32)),
  devicePublicKey: toHex(signer.publicKey),
  signature: toHex(signer.sign(signed)),
});

const LEAVES: Record<string, Leaf> = {
  origin: {
    kind: 'origin',
    timeMs: 1_795_305_600_000,
    origin: 'upi-sim/0123456789abcdef/1',
    abandonedCheckpoint: new Uint8Array(),
  },
  restored: {
    kind: 'origin',
    timeMs: 1_795_305_600_001,
    origin: 'upi-sim/0123456789abcdef/2',
    abandonedCheckpoint: utf8('upi-sim/0123456789abcdef/1\n3\nAAAA\n\n— x y\n'),
  },
  opening: {
    kind: 'entry',
    sequence: 1,
    timeMs: 1_795_305_600_002,
    type: 'opening',
    txnId: TXN_ID,
    debit: 'EQUITY',
    credit: 'U000000001',
    amountPaise: 1_000_000_000_000,
    rrn: '632600000001',
    relatedTxnId: '',
    order: new Uint8Array(),
    signature: new Uint8Array(),
    deviceKey: new Uint8Array(),
  },
  payment: {
    kind: 'entry',
    sequence: 4_294_967_297,
    timeMs: 1_795_305_600_003,
    type: 'payment',
    txnId: TXN_ID,
    debit: 'U000000001',
    credit: 'M000000001',
    amountPaise: 2_000,
    rrn: '632600000002',
    relatedTxnId: '',
    order: utf8(canonicalOrder(ORDER)),
    signature: signer.sign(signed),
    deviceKey: signer.publicKey,
  },
  refund: {
    kind: 'entry',
    sequence: 3,
    timeMs: 1_795_305_600_004,
    type: 'refund',
    txnId: TXN_ID.replace('SIM', 'REF'),
    debit: 'M000000001',
    credit: 'U000000001',
    amountPaise: 1,
    rrn: '632600000003',
    relatedTxnId: TXN_ID,
    order: new Uint8Array(),
    signature: new Uint8Array(),
    deviceKey: new Uint8Array(),
  },
  block: {
    kind: 'block',
    height: 2,
    timeMs: 1_795_305_600_005,
    previousHash: filled(4, 32),
    firstEntry: 2,
    entryCount: 2,
    rootBefore: filled(5, 32),
  },
};

const plain = (leaf: Leaf) =>
  Object.fromEntries(
    Object.entries(leaf).map(([key, value]) => [
      key,
      value instanceof Uint8Array ? toHex(value) : value,
    ]),
  );

const ledgerLeaf = () =>
  Object.fromEntries(
    Object.entries(LEAVES).map(([name, leaf]) => {
      const bytes = encodeLeaf(leaf);
      return [
        name,
        { leaf: plain(leaf), bytes: toHex(bytes), hash: toHex(leafHash(sha256, bytes)) },
      ];
    }),
  );

/** The eight inputs that RFC 6962 implementations share (certificate-transparency-go, testdata). */
export const RFC6962_INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];

const subtree = (hashes: readonly Uint8Array[]) => (from: number, to: number) => {
  let frontier: Frontier = EMPTY_FRONTIER;
  for (const hash of hashes.slice(from, to)) frontier = appendLeafHash(sha256, frontier, hash);
  return frontierRoot(sha256, frontier);
};

function merkle() {
  const hashes = RFC6962_INPUTS.map((input) => leafHash(sha256, fromHex(input)));
  const root = subtree(hashes);
  return {
    inputs: RFC6962_INPUTS,
    roots: Array.from({ length: 9 }, (_, size) => toHex(root(0, size))),
    inclusion: [
      [0, 8],
      [5, 8],
      [2, 3],
      [1, 5],
    ].map(([index = 0, size = 0]) => ({
      index,
      size,
      proof: inclusionProof(root, index, size).map(toHex),
    })),
    consistency: [
      [1, 8],
      [6, 8],
      [2, 5],
      [6, 7],
    ].map(([older = 0, newer = 0]) => ({
      older,
      newer,
      proof: consistencyProof(root, older, newer).map(toHex),
    })),
  };
}

function checkpoint() {
  const log = nodeDeviceSigner(filled(6, 32));
  const notary = createCheckpointSigner('upi-sim/0123456789abcdef/1', log);
  const hashes = Object.values(LEAVES).map((leaf) => leafHash(sha256, encodeLeaf(leaf)));
  const root = subtree(hashes);
  const text = notary.sign({ size: hashes.length, root: root(0, hashes.length) });
  const index = 3;
  return {
    seed: toHex(filled(6, 32)),
    verifierKey: notary.verifierKey,
    checkpoint: text,
    receipt: formatReceipt({
      leaf: encodeLeaf(LEAVES.payment as Leaf),
      index,
      proof: inclusionProof(root, index, hashes.length),
      checkpoint: text,
    }),
  };
}

const OPENING = {
  bankId: '0123456789abcdef',
  clientKey: toBase64Url(filled(7, 32)),
  clientNonce: toBase64Url(filled(8, 16)),
  deviceId: 'device-vector-1',
  uid: 'U000000001',
};

async function session() {
  const openingBytes = sessionOpeningBytes(OPENING);
  const shared = filled(9, 32);
  const serverNonce = filled(10, 32);
  const keys = await deriveSessionKeys(nodeCrypto, shared, openingBytes, serverNonce);
  const sessionId = toBase64Url(filled(2, 16));
  const message = '{"method":"session.nonce","params":{}}';
  const directions: [SealDirection, Uint8Array, number][] = [
    ['to-bank', keys.toBank, 1],
    ['to-phone', keys.toPhone, 4_294_967_297],
    ['event', keys.events, 1],
  ];
  return {
    opening: OPENING,
    openingBytes: toHex(openingBytes),
    shared: toHex(shared),
    serverNonce: toHex(serverNonce),
    keys: {
      toBank: toHex(keys.toBank),
      toPhone: toHex(keys.toPhone),
      events: toHex(keys.events),
    },
    sealed: directions.map(([direction, key, counter]) => ({
      direction,
      counter,
      sessionId,
      message,
      nonce: toHex(sealNonce(counter)),
      additionalData: toHex(sealAad(sessionId, direction, counter)),
      box: toHex(
        nodeCrypto.gcmSeal(
          key,
          sealNonce(counter),
          sealAad(sessionId, direction, counter),
          utf8(message),
        ),
      ),
    })),
  };
}

async function pinProof() {
  const salt = filled(11, 16);
  const keys = await derivePinKeys(nodeCrypto, '2580', salt, 4_096);
  const challenge = {
    user: 'asha@upisim',
    clientNonce: toBase64Url(filled(12, 16)),
    serverNonce: ORDER.nonce,
    salt,
    iterations: 4_096,
    actionHash: sha256(signed),
  };
  const message = pinAuthMessage(challenge);
  return {
    pin: '2580',
    salt: toBase64(salt),
    iterations: challenge.iterations,
    clientKey: toHex(keys.clientKey),
    storedKey: toHex(keys.storedKey),
    serverKey: toHex(keys.serverKey),
    clientNonce: challenge.clientNonce,
    serverNonce: challenge.serverNonce,
    authMessage: new TextDecoder().decode(message),
    proof: toHex(await makePinProof(nodeCrypto, keys, challenge)),
    serverSignature: toHex(nodeCrypto.hmacSha256(keys.serverKey, message)),
  };
}

export const makeVectors = async (): Promise<Record<string, unknown>> => ({
  'payment-order-v1': paymentOrder(),
  'ledger-leaf-v1': ledgerLeaf(),
  'merkle-rfc6962': merkle(),
  'checkpoint-v1': checkpoint(),
  'session-v1': await session(),
  'pin-proof-v1': await pinProof(),
});
