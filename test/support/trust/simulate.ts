import type { BankStore } from '#bank/store/bank-store.ts';
import { EQUITY_ACCOUNT, SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import { heldPaise } from './model-holds.ts';
import { paymentRound } from './sim-payments.ts';
import { STEPS } from './sim-steps.ts';
import type { SimFault } from './sim-store.ts';
import { openSimWorld, PHONES, restartSim, type SimWorld } from './sim-world.ts';

export interface SimReport {
  readonly steps: number;
  readonly commits: number;
  readonly crashes: number;
  readonly restarts: number;
  /** How often each answer or refusal was given. */
  readonly codes: Readonly<Record<string, number>>;
  readonly root: string;
}

const FAULTS: readonly SimFault[] = [
  'refuse',
  'crash-before',
  'crash-after',
  'lost-before',
  'lost-after',
];
const FAULT_SHARE = 0.015;
const PAYMENT_SHARE = 0.7;
const RESTART_SHARE = 0.002;
const ACCOUNT_CHECK_EVERY = 25;

/** Every balance against the model, none below zero, all together zero. */
async function expectBalances({ core, model }: SimWorld): Promise<void> {
  const { rows } = await core.adminCall('admin.accounts', { limit: 200, offset: 0, search: '' });
  let sumPaise = 0;
  for (const { id, vpa, balancePaise } of rows) {
    const paise = Number(balancePaise);
    sumPaise += paise;
    if (id === EQUITY_ACCOUNT) {
      if (paise !== -model.openedPaise) throw new Error(`equity is ${paise}`);
    } else if (id === SUSPENSE_ACCOUNT) {
      if (paise !== heldPaise(model)) throw new Error(`SUSPENSE holds ${paise}`);
    } else if (paise < 0 || paise !== (model.accounts.get(vpa)?.balancePaise ?? 0)) {
      throw new Error(`${id} has ${paise}, the model ${model.accounts.get(vpa)?.balancePaise}`);
    }
  }
  if (sumPaise !== 0) throw new Error(`the sum over all accounts is ${sumPaise}`);
}

async function expectSoundLedger({ core }: SimWorld): Promise<string> {
  const report = await core.verify();
  if (!report.isSound || report.sumPaise !== '0') throw new Error(JSON.stringify(report));
  return report.root;
}

function pickStep({ random }: SimWorld) {
  const total = STEPS.reduce((sum, [weight]) => sum + weight, 0);
  let roll = random.next() * total;
  for (const [weight, step] of STEPS) {
    roll -= weight;
    if (roll < 0) return step;
  }
  throw new Error('no step');
}

interface Tally {
  steps: number;
  crashes: number;
  restarts: number;
  readonly codes: Record<string, number>;
}

async function takeStep(world: SimWorld, tally: Tally): Promise<void> {
  const { random, storage } = world;
  const roll = random.next();
  if (roll < RESTART_SHARE) {
    tally.restarts += 1;
    await restartSim(world, false);
    if (tally.restarts % 3 === 1) await expectSoundLedger(world);
  } else if (roll < PAYMENT_SHARE) {
    const isFaulty = random.next() < FAULT_SHARE;
    const fault = isFaulty ? FAULTS[random.whole(0, FAULTS.length - 1)] : undefined;
    const { codes, hasDied } = await paymentRound(world, fault);
    tally.steps += Math.max(codes.length, 1) - 1;
    for (const code of codes) tally.codes[code] = (tally.codes[code] ?? 0) + 1;
    if (!hasDied) return;
    tally.crashes += 1;
    if (random.next() < 0.5) storage.forgetNewestCheckpoint();
    await restartSim(world, true);
  } else {
    await pickStep(world)(world);
  }
}

/**
 * Plays `steps` steps from a seed against the bank's core and the model.
 * @throws Error at the first difference, with the step's number
 */
export async function simulate(
  folder: string,
  seed: number,
  steps: number,
  openStore?: () => Promise<BankStore>,
): Promise<SimReport> {
  const world = await openSimWorld(folder, seed, openStore);
  const tally: Tally = { steps: 0, crashes: 0, restarts: 0, codes: {} };
  try {
    for (let count = 0; tally.steps < steps; count++) {
      tally.steps += 1;
      await takeStep(world, tally);
      if (count % ACCOUNT_CHECK_EVERY === 0) await expectBalances(world);
    }
    await expectBalances(world);
    const root = await expectSoundLedger(world);
    if (world.phones.length !== PHONES) throw new Error('a phone is gone');
    return { ...tally, commits: world.storage.commits, root };
  } catch (error) {
    throw new Error(`seed ${seed}, step ${tally.steps}: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await world.core.close().catch(() => undefined);
  }
}
