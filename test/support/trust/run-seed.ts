import { randomInt } from 'node:crypto';

/** A fresh seed, printed so that a failing run can be repeated with TRUST_SEED=<number>. */
export function runSeed(what: string): number {
  const seed = Number(process.env.TRUST_SEED ?? randomInt(2 ** 31));
  console.log(`${what}: TRUST_SEED=${seed}`);
  return seed;
}
