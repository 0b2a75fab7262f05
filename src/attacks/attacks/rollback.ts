import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { type Attack, type Finding, figure, json, paise, text } from '../attack.ts';
import type { LabPhone } from '../world/lab-phone.ts';
import { inWorld, startRefusal, type World } from '../world/world.ts';

const PRICE_PAISE = 50_000;

/** Remembers nothing: a bank whose only head is the one in its own database. */
const forgetful: CheckpointKeeper = {
  read: async () => undefined,
  write: () => undefined,
  flush: async () => undefined,
};

const leavesOf = (checkpoint: string): number => Number(checkpoint.split('\n')[1]);

interface RolledBack {
  readonly phone: LabPhone;
  readonly before: number;
  readonly paid: number;
  readonly kept: string;
  readonly shopVpa: string;
  readonly oldLeaves: number;
}

/** Copies the database, pays from it, and puts the copy back. */
async function rollBack(world: World, keeper: CheckpointKeeper | undefined): Promise<RolledBack> {
  const changes = keeper ? { checkpointKeeper: keeper } : {};
  const shop = await world.addPhone({ name: 'Asha Tea Stall', balancePaise: 0 });
  const phone = await world.addPhone({ name: 'Quick Cash' });
  const shopVpa = shop.identity.vpa;
  const before = await world.balanceOf(phone.identity.vpa);
  const oldLeaves = leavesOf(
    (await world.bank.core.ledgerCall('ledger.checkpoint', {})).checkpoint,
  );
  await world.closeBank();
  const { database, checkpoint, folder } = world.paths;
  const old = join(folder, 'old.sqlite');
  copyFileSync(database, old);
  await world.reopenBank(changes);
  await world.pay(phone, shopVpa, PRICE_PAISE);
  const paid = await world.balanceOf(phone.identity.vpa);
  const { checkpoint: signed } = await world.bank.core.ledgerCall('ledger.checkpoint', {});
  await world.closeBank();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
  copyFileSync(old, database);
  const kept = keeper ? signed : readFileSync(checkpoint, 'utf8');
  return { phone, before, paid, kept, shopVpa, oldLeaves };
}

const figuresOf = ({ before, paid, kept, oldLeaves }: RolledBack, after: number) => [
  paise('payer-before', before),
  paise('paid-at-counter', before - paid),
  paise('payer-after', after),
  figure('leaves-signed', 'count', leavesOf(kept)),
  figure('leaves-found', 'count', oldLeaves),
];

async function defended(world: World): Promise<Finding> {
  const rolled = await rollBack(world, undefined);
  const refusal = await world.reopenBank().then(() => undefined, startRefusal);
  return {
    isStopped: refusal !== undefined,
    ...(refusal ? { refusal } : {}),
    figures: figuresOf(rolled, rolled.paid),
    exhibits: [
      text('kept-checkpoint', rolled.kept),
      json('old-database', { leaves: rolled.oldLeaves }),
      json('start-answer', refusal ?? 'the bank started'),
    ],
  };
}

async function undefended(world: World): Promise<Finding> {
  const rolled = await rollBack(world, forgetful);
  rmSync(world.paths.checkpoint, { force: true });
  await world.reopenBank({ checkpointKeeper: forgetful });
  const { vpa } = rolled.phone.identity;
  const after = await world.balanceOf(vpa);
  const { verifierKey, checkpoint } = await world.bank.core.ledgerCall('ledger.checkpoint', {});
  const again = await world.pay(rolled.phone, rolled.shopVpa, PRICE_PAISE);
  return {
    isStopped: after !== rolled.before,
    figures: figuresOf(rolled, after),
    exhibits: [
      text('kept-checkpoint', rolled.kept),
      json('old-database', { leaves: rolled.oldLeaves }),
      json('start-answer', { started: true, verifierKey, checkpoint }),
      json('payment-answer', again),
    ],
  };
}

/** 5: the payer puts yesterday's database back, from before the money was spent. */
export const rollback: Attack = ({ side, folder, signal }) =>
  inWorld({ folder, signal }, side === 'defended' ? defended : undefended);
