import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fromHex } from '#shared/bytes.ts';
import { openCheckpoint } from '#shared/ledger/checkpoint.ts';
import { leafHash, verifyConsistency, verifyInclusion } from '#shared/ledger/merkle.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { makeTlogExport, type TlogExport } from '../../support/trust/tlog-export.ts';

/** The ledger held against somebody else's code: golang.org/x/mod/sumdb note and tlog. */
const GO_FOLDER = join(import.meta.dirname, '../../go');
const VECTORS = join(import.meta.dirname, '../../vectors/tlog-v1.json');
const folder = mkdtempSync(join(tmpdir(), 'upi-go-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = join(folder, 'ledgercheck');
/** Needs Go and, the first time, a module proxy for the one package. */
function buildChecker(): string | undefined {
  const built = spawnSync('go', ['build', '-buildvcs=false', '-o', program, '.'], {
    cwd: GO_FOLDER,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (built.status === 0) return undefined;
  return built.error?.message ?? built.stderr;
}

const problem = buildChecker();
if (problem !== undefined) {
  process.stderr.write(`SKIPPED: Go's tlog could not be built, vectors only: ${problem}\n`);
}

interface Outcome {
  readonly code: number;
  readonly report: { readonly problems: string[] } & Readonly<Record<string, unknown>>;
}

const check = (ledger: TlogExport): Promise<Outcome> => {
  const file = join(folder, 'ledger.json');
  writeFileSync(file, JSON.stringify(ledger));
  return new Promise((resolve) => {
    execFile(program, [file], (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, report: JSON.parse(stdout) }),
    );
  });
};

const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as TlogExport;

describe.runIf(problem === undefined)("Go's tlog and note", () => {
  test('accept a ledger made now, and refuse it in every changed form', async () => {
    const { code, report } = await check(await makeTlogExport(9));
    expect(report.problems).toEqual([]);
    expect(code).toBe(0);
    expect(report).toMatchObject({ checkpoints: 12, inclusion: 23, consistency: 66 });
    expect(report.refused).toBeGreaterThan(300);
    console.log(`go: ${JSON.stringify(report)}`);
  });

  test('accept the kept vectors', async () => {
    expect(await check(vectors)).toMatchObject({ code: 0, report: { problems: [] } });
  });

  test('would notice: a changed leaf and a swapped proof make the checker fail', async () => {
    const [first = '', ...rest] = vectors.leaves;
    const changed = { ...vectors, leaves: [`${first.slice(0, -2)}ff`, ...rest] };
    expect(await check(changed)).toMatchObject({ code: 1 });
    const [one, two, ...others] = vectors.inclusion;
    if (!one || !two) throw new Error('the vectors are empty');
    const swapped = [{ ...one, proof: two.proof }, { ...two, proof: one.proof }, ...others];
    expect(await check({ ...vectors, inclusion: swapped })).toMatchObject({ code: 1 });
  });
});

describe('the vectors that Go accepted', () => {
  const hash = nodeCrypto.sha256;
  const proofOf = (texts: readonly string[]) => texts.map(fromHex);

  test('are accepted by the phone’s own checks', async () => {
    const trees = new Map<number, Uint8Array>();
    for (const text of vectors.checkpoints) {
      const { size, root } = await openCheckpoint(nodeCrypto, text, vectors.verifierKey);
      trees.set(size, root);
    }
    const tree = (size: number) => ({ size, root: trees.get(size) ?? new Uint8Array() });
    const whole = tree(vectors.leaves.length);
    for (const { leaf: index, proof } of vectors.inclusion) {
      const leaf = { index, hash: leafHash(hash, fromHex(vectors.leaves[index] ?? '')) };
      expect(await verifyInclusion(hash, proofOf(proof), leaf, whole)).toBe(true);
      const forged = { index, hash: leafHash(hash, Uint8Array.of(index)) };
      expect(await verifyInclusion(hash, proofOf(proof), forged, whole)).toBe(false);
    }
    for (const { older, newer, proof } of vectors.consistency) {
      const path = proofOf(proof);
      expect(await verifyConsistency(hash, path, tree(older), tree(newer))).toBe(true);
      const forked = { size: older, root: hash(Uint8Array.of(older)) };
      expect(await verifyConsistency(hash, path, forked, tree(newer))).toBe(false);
    }
  });
});
