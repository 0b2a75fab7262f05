import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { createLedgerBook } from '#bank/ledger/ledger-book.ts';
import { checkWithNode, loadSignatureCheck } from '#bank/server/check-signature.ts';
import { checkPinProof, unwrapPinKeys, wrapPinKeys } from '#bank/sessions/pin-keys.ts';
import { derivePinKeys, makePinProof, SIMULATED_ITERATIONS } from '#shared/pin-proof.ts';
import { loadFastCrypto, nodeFastCrypto } from '#stress/fast-crypto.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { testRandom, WRAP_KEY } from '../../support/bank/test-bank.ts';
import type { Figure } from './figure.ts';

const SECTION = 'One core, microseconds each';
const WARM_UP = 2_000;
const RUN_MS = 400;

function microseconds(work: () => unknown): number {
  for (let count = 0; count < WARM_UP; count++) work();
  const startMs = performance.now();
  let count = 0;
  while (performance.now() - startMs < RUN_MS) {
    for (let step = 0; step < 100; step++) work();
    count += 100;
  }
  return ((performance.now() - startMs) * 1_000) / count;
}

async function pinProof(): Promise<() => unknown> {
  const salt = testRandom(16);
  const keys = await derivePinKeys(nodeCrypto, '2580', salt, SIMULATED_ITERATIONS);
  const keyWrap = aesKeyWrap(WRAP_KEY, testRandom);
  const verifier = { salt, iterations: SIMULATED_ITERATIONS, ...keys };
  const cache = unwrapPinKeys(keyWrap, {
    uid: 'U000000001',
    mobile: '9000000001',
    mmid: '1000000',
    pinSalt: salt,
    pinIterations: SIMULATED_ITERATIONS,
    pinKeys: wrapPinKeys(keyWrap, 'U000000001', verifier),
    wrongPins: 0,
    pinLockedUntilMs: 0,
  });
  const challenge = {
    user: 'asha@upisim',
    clientNonce: 'a'.repeat(22),
    serverNonce: 'b'.repeat(22),
    iterations: SIMULATED_ITERATIONS,
  };
  const actionHash = nodeCrypto.sha256(testRandom(400));
  const proof = await makePinProof(nodeCrypto, keys, { ...challenge, salt, actionHash });
  const attempt = { ...challenge, actionHash: Buffer.from(actionHash).toString('base64'), proof };
  if (!checkPinProof(cache, attempt)) throw new Error('the proof that is measured is wrong');
  return () => checkPinProof(cache, attempt);
}

/** Entries with signed orders appended to the tree, a block for every 100. */
function ledgerAppend(): () => unknown {
  const book = createLedgerBook({
    leafCount: 0,
    recordCount: 0,
    lastTimeMs: 0,
    entryCount: 0,
    lastBlock: undefined,
    edge: [],
    tail: [],
  });
  const fields = {
    timeMs: 1_800_000_000_000,
    type: 'payment' as const,
    txnId: `SIM${'0'.repeat(32)}`,
    debit: 'U000000001',
    credit: 'M000000001',
    amountPaise: 2_000,
    rrn: '600100000001',
    relatedTxnId: '',
    order: testRandom(420),
    signature: testRandom(64),
    deviceKey: testRandom(32),
  };
  let count = 0;
  book.begin();
  return () => {
    book.appendEntry(fields);
    count += 1;
    if (count % 100 !== 0) return;
    book.closeBlock(fields.timeMs, count - 99);
    book.tree.root();
    book.begin();
  };
}

/** What the hard work of a payment costs when nothing else runs. */
export async function measurePrimitives(): Promise<Figure[]> {
  const data = testRandom(480);
  const seed = testRandom(32);
  const fast = loadFastCrypto();
  const key = fast.phoneKey(seed);
  const signature = key.sign(data);
  const openSslKey = nodeFastCrypto.phoneKey(seed);
  const check = loadSignatureCheck();
  const append = microseconds(ledgerAppend());
  const rows: [string, number][] = [
    [
      'signature check, helper thread (sodium-native)',
      microseconds(() => check(key.publicKey, data, signature)),
    ],
    [
      'signature check, fallback (OpenSSL)',
      microseconds(() => checkWithNode(key.publicKey, data, signature)),
    ],
    ['phone signs an order (sodium-native)', microseconds(() => key.sign(data))],
    ['phone signs an order (OpenSSL)', microseconds(() => openSslKey.sign(data))],
    ['X25519 agreement of a session', microseconds(() => fast.agree(key.publicKey))],
    ['PIN proof checked, signed for the phone', microseconds(await pinProof())],
    ['ledger append: leaf, Merkle tree, block of 100', append],
  ];
  return [
    ...rows.map(([name, value]) => ({ section: SECTION, name, value, unit: 'us' })),
    { section: SECTION, name: 'ledger append', value: 1_000_000 / append, unit: 'entries/s' },
  ];
}
