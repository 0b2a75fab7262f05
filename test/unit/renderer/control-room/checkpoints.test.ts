import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '#shared/bytes.ts';
import {
  checkpointBody,
  noteKeyId,
  signedCheckpoint,
  verifierKey,
} from '#shared/ledger/checkpoint.ts';
import {
  appendLeafHash,
  consistencyProof,
  EMPTY_FRONTIER,
  frontierRoot,
  leafHash,
} from '#shared/ledger/merkle.ts';
import { webCrypto } from '#shared/web-crypto.ts';
import { checkConsistency } from '../../../../src/renderer/control-room/state/check-consistency.ts';
import {
  CHECKPOINTS_MAX,
  readMemory,
  remember,
} from '../../../../src/renderer/control-room/state/checkpoint-memory.ts';

const sha256 = (data: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(data).digest());

function logOf(leafTexts: readonly string[]) {
  const leaves = leafTexts.map((text) => leafHash(sha256, utf8(text)));
  const rootOf = (from: number, to: number): Uint8Array =>
    frontierRoot(
      sha256,
      leaves
        .slice(from, to)
        .reduce((tree, leaf) => appendLeafHash(sha256, tree, leaf), EMPTY_FRONTIER),
    );
  return {
    rootOf,
    proof: async (older: number, newer: number) =>
      consistencyProof(rootOf, older, newer).map(toHex),
  };
}

const origin = 'upi-sim/test/1';
const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
const keyId = await noteKeyId((data) => webCrypto.sha256(data), origin, publicKey);
const vkey = verifierKey(origin, keyId, publicKey);

async function signed(size: number, root: Uint8Array, name = origin): Promise<string> {
  const body = checkpointBody({ origin: name, size, root });
  const bytes = utf8(body) as Uint8Array<ArrayBuffer>;
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, bytes));
  return signedCheckpoint(body, origin, keyId, signature);
}

const texts = Array.from({ length: 13 }, (_, index) => `leaf ${index}`);
const honest = logOf(texts);
const rewritten = logOf(texts.with(2, 'another leaf'));
const refuse = () => Promise.reject(new Error('must not be asked'));

describe('checkConsistency', () => {
  it('finds for every pair of sizes that an honest ledger only grew, in either order', async () => {
    for (let older = 1; older < texts.length; older++) {
      const one = await signed(older, honest.rootOf(0, older));
      const other = await signed(13, honest.rootOf(0, 13));
      const grown = { kind: 'consistent', olderSize: older, newerSize: 13 };
      expect(await checkConsistency(webCrypto, { one, other }, vkey, honest.proof)).toEqual(grown);
      const swapped = { one: other, other: one };
      expect(await checkConsistency(webCrypto, swapped, vkey, honest.proof)).toEqual(grown);
    }
  });

  it('finds rewritten history, whatever proof the bank gives', async () => {
    const one = await signed(5, honest.rootOf(0, 5));
    const other = await signed(13, rewritten.rootOf(0, 13));
    for (const proof of [honest.proof, rewritten.proof, async () => [], async () => ['zz']]) {
      const verdict = await checkConsistency(webCrypto, { one, other }, vkey, proof);
      expect(verdict.kind).toBe('rewritten');
    }
  });

  it('finds two roots for the same size without asking the bank', async () => {
    const one = await signed(5, honest.rootOf(0, 5));
    const other = await signed(5, rewritten.rootOf(0, 5));
    const split = await checkConsistency(webCrypto, { one, other }, vkey, refuse);
    expect(split.kind).toBe('rewritten');
    const same = await checkConsistency(webCrypto, { one, other: one }, vkey, refuse);
    expect(same.kind).toBe('consistent');
  });

  it.each(['', 'hello', 'a\n1\nb\n\n— a c\n', '\n\n\n', 'x'.repeat(5_000)])(
    'says that %j is not signed by the bank',
    async (text) => {
      const other = await signed(13, honest.rootOf(0, 13));
      const verdict = await checkConsistency(webCrypto, { one: text, other }, vkey, refuse);
      expect(verdict).toEqual({ kind: 'unsigned', which: 'older' });
    },
  );

  it('does not take a changed size for a signed one', async () => {
    const one = (await signed(5, honest.rootOf(0, 5))).replace('\n5\n', '\n6\n');
    const other = await signed(13, honest.rootOf(0, 13));
    const verdict = await checkConsistency(webCrypto, { one, other }, vkey, refuse);
    expect(verdict).toEqual({ kind: 'unsigned', which: 'older' });
  });

  it('tells another log apart', async () => {
    const one = await signed(5, honest.rootOf(0, 5), 'upi-sim/other/1');
    const other = await signed(13, honest.rootOf(0, 13));
    const verdict = await checkConsistency(webCrypto, { one, other }, vkey, refuse);
    expect(verdict).toEqual({ kind: 'other-log', origin: 'upi-sim/other/1' });
  });
});

describe('remembered checkpoints', () => {
  const text = (size: number): string => {
    const body = checkpointBody({ origin, size, root: sha256(utf8(String(size))) });
    return signedCheckpoint(body, origin, keyId, concatBytes(new Uint8Array(64)));
  };

  it('keeps the oldest for ever and the newest ones', () => {
    let memory = readMemory(null);
    for (let size = 1; size <= 50; size++) memory = remember(memory, text(size), size);
    expect(memory).toHaveLength(CHECKPOINTS_MAX);
    expect(memory[0]?.size).toBe(1);
    expect(memory.at(-1)?.size).toBe(50);
    expect(remember(memory, text(50), 99)).toBe(memory);
  });

  it('comes back from storage, and nonsense there counts as nothing', () => {
    const memory = remember([], text(7), 1);
    expect(readMemory(JSON.stringify(memory))).toEqual(memory);
    for (const odd of ['', '{', '5', '[{"text":1}]', 'null']) expect(readMemory(odd)).toEqual([]);
  });
});
