import { concatBytes, toHex } from '#shared/bytes.ts';
import { type NodeDeviceSigner, nodeDeviceSigner } from '#wire/node-crypto.ts';
import type { BankIdentity, RandomBytes } from '../core.ts';
import { createHeadSeal, type SealHead } from '../ledger/head-seal.ts';
import { x25519Exchange } from './key-pairs.ts';
import type { KeyWrap } from './key-wrap.ts';

/** What the bank makes once and keeps in the store's meta rows. */
export const IDENTITY_META = {
  bankId: 'bank-id',
  /** Three 32-byte seeds (exchange, certification, ledger), wrapped. */
  seeds: 'bank-seeds',
  wrapKeyId: 'wrap-key-id',
} as const;

export const SEEDS_CONTEXT = 'bank-seeds';
const SEED_LENGTH = 32;
const BANK_ID_LENGTH = 8;

export interface BankSecrets {
  readonly identity: BankIdentity;
  /** `identity.certification`, known to answer at once. */
  readonly certifier: NodeDeviceSigner;
  readonly ledgerSigner: NodeDeviceSigner;
  readonly sealHead: SealHead;
}

function secretsFrom(bankId: string, seeds: Uint8Array): BankSecrets {
  const seed = (index: number) => seeds.slice(index * SEED_LENGTH, (index + 1) * SEED_LENGTH);
  const exchange = x25519Exchange(seed(0));
  const certifier = nodeDeviceSigner(seed(1));
  return {
    identity: {
      bankId,
      exchangePublicKey: exchange.publicKey,
      agree: (peer) => exchange.agree(peer),
      certification: certifier,
    },
    certifier,
    ledgerSigner: nodeDeviceSigner(seed(2)),
    sealHead: createHeadSeal(seed(2)),
  };
}

/** First start: new keys and the meta rows that keep them. */
export function makeSecrets(randomBytes: RandomBytes, keyWrap: KeyWrap) {
  const bankId = toHex(randomBytes(BANK_ID_LENGTH));
  const seeds = concatBytes(...[0, 1, 2].map(() => randomBytes(SEED_LENGTH)));
  const meta = new Map<string, Uint8Array>([
    [IDENTITY_META.bankId, Buffer.from(bankId)],
    [IDENTITY_META.seeds, keyWrap.wrap(seeds, SEEDS_CONTEXT)],
    [IDENTITY_META.wrapKeyId, Buffer.from(keyWrap.keyId)],
  ]);
  return { ...secretsFrom(bankId, seeds), meta };
}

export const metaText = (
  meta: ReadonlyMap<string, Uint8Array>,
  key: string,
): string | undefined => {
  const value = meta.get(key);
  return value && Buffer.from(value).toString('utf8');
};

/** @throws RangeError when a row is missing; whatever `unwrap` throws for a wrong key. */
export function readSecrets(meta: ReadonlyMap<string, Uint8Array>, keyWrap: KeyWrap): BankSecrets {
  const bankId = metaText(meta, IDENTITY_META.bankId);
  const wrapped = meta.get(IDENTITY_META.seeds);
  if (!bankId || !wrapped) throw new RangeError('the database has lost the identity of its bank');
  return secretsFrom(bankId, keyWrap.unwrap(wrapped, SEEDS_CONTEXT));
}
