import { useEffect, useState } from 'react';
import { equalBytes, fromHex, fromUtf8 } from '#shared/bytes.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import type { Leaf } from '#shared/ledger/leaf.ts';
import { leafHash } from '#shared/ledger/merkle.ts';
import type { ApiProblem, CallResult } from '#shared/simulator/contract.ts';
import { webCrypto } from '#shared/web-crypto.ts';
import { useApi } from '../app/room-context.tsx';
import { type LeafField, leafFields } from '../state/leaf-fields.ts';
import { type HashedStep, hashedPath } from '../state/merkle-path.ts';
import { problemOf } from '../state/problem-of.ts';

/** A leaf with everything that this window found out about it by itself. */
export interface LeafProof {
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Undefined when the bytes are no leaf of version 1. */
  readonly layout: { readonly leaf: Leaf; readonly fields: readonly LeafField[] } | undefined;
  readonly hash: Uint8Array;
  /** Whether the bank named the same hash. */
  readonly hashHolds: boolean;
  readonly steps: readonly HashedStep[];
  readonly checkpoint: Checkpoint;
  readonly checkpointText: string;
  readonly proof: readonly Uint8Array[];
  readonly verdict: 'holds' | 'broken' | 'unsigned';
}

const sha256 = (data: Uint8Array) => webCrypto.sha256(data);

function layoutOf(bytes: Uint8Array): LeafProof['layout'] {
  try {
    return leafFields(bytes);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

async function isSigned(text: string, vkey: string): Promise<boolean> {
  try {
    await openCheckpoint(webCrypto, text, vkey);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Computes every hash of the answer anew. @throws RangeError when it is not even well formed */
async function examine(answer: CallResult<'ledger.leaf'>, vkey: string): Promise<LeafProof> {
  const bytes = fromHex(answer.bytes);
  const hash = await leafHash(sha256, bytes);
  const proof = answer.proof.map(fromHex);
  const checkpoint = parseCheckpoint(answer.checkpoint);
  const leaf = { index: answer.leaf, hash };
  const { steps, reachesRoot } = await hashedPath(sha256, leaf, proof, checkpoint);
  const signed = await isSigned(answer.checkpoint, vkey);
  return {
    index: answer.leaf,
    bytes,
    layout: layoutOf(bytes),
    hash,
    hashHolds: equalBytes(hash, fromHex(answer.hash)),
    steps,
    checkpoint,
    checkpointText: answer.checkpoint,
    proof,
    verdict: signed ? (reachesRoot ? 'holds' : 'broken') : 'unsigned',
  };
}

export type LeafState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly proof: LeafProof };

/** Asks for a leaf and its way to the root, and checks both here. */
export function useLeafProof(leaf: number): LeafState {
  const api = useApi();
  const [state, setState] = useState<LeafState>({ state: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    const set = (next: LeafState) => isCurrent && setState(next);
    const load = async () => {
      set({ state: 'loading' });
      const [answer, { verifierKey }] = await Promise.all([
        api.call('ledger.leaf', { leaf }),
        api.call('ledger.checkpoint', {}),
      ]);
      set({ state: 'ready', proof: await examine(answer, verifierKey) });
    };
    load().catch((error: unknown) => set({ state: 'failed', problem: problemOf(error) }));
    return () => {
      isCurrent = false;
    };
  }, [api, leaf]);
  return state;
}

/** The order that the phone signed, as JSON; undefined when the bank itself moved the money. */
export function orderText(proof: LeafProof): string | undefined {
  const leaf = proof.layout?.leaf;
  if (leaf?.kind !== 'entry' || leaf.order.length === 0) return undefined;
  try {
    return JSON.stringify(JSON.parse(fromUtf8(leaf.order)), null, 2);
  } catch {
    return undefined;
  }
}
