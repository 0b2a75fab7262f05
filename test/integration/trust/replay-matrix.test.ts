import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FORGERIES, type Message, signedMessage } from '../../support/trust/forgeries.ts';
import {
  balanceProblems,
  CHANNELS,
  type Channel,
  deliver,
  openReplayWorld,
  type ReplayWorld,
  renewNonces,
  restartWorld,
  victimOrder,
} from '../../support/trust/replay-world.ts';

/**
 * Design section 5, rules 2 to 5, each alone and all combined: every forgery, over every way, at
 * every moment, over real sockets. What the bank answers is held against a plain model; afterwards
 * so are all balances, and the ledger verifies.
 */
let world: ReplayWorld;
beforeAll(async () => {
  world = await openReplayWorld();
});
afterAll(() => world.bank.close());

type Kind = 'straight' | 'sealed' | 'through its machine';
const SIX_MINUTES_MS = 360_000;

interface Case {
  readonly name: string;
  readonly genuine: Message;
  readonly forgery: (genuine: Message) => Message;
  readonly channel: Channel;
}

const genuineMessage = (kind: Kind): Message =>
  signedMessage(
    world.victim,
    victimOrder(world, kind === 'through its machine' ? world.machine.vmid : ''),
  );

function makeCase(kind: Kind, name: string, channel: Channel): Case {
  const forge = FORGERIES[name];
  if (!forge) throw new Error(name);
  return {
    name: `${kind}: ${name}, ${channel}`,
    genuine: genuineMessage(kind),
    channel,
    forgery: (genuine) =>
      forge({
        genuine,
        victim: world.victim,
        thief: world.thief,
        otherPayee: world.otherMachine.vpa,
        otherSessionId: world.other.id,
        otherVmid: world.otherMachine.vmid,
      }),
  };
}

const COMBINATIONS = Object.keys(FORGERIES).flatMap((name) =>
  CHANNELS.map((channel): [string, Channel] => [name, channel]),
);

/** An honest payment: three wrong PINs in a row would lock the victim out of the next cases. */
async function forgiveWrongPins(): Promise<string | undefined> {
  const victim = world.model.accounts.get(world.victim.vpa);
  return victim?.wrongPins ? deliver(world, genuineMessage('straight'), 'straight') : undefined;
}

/** The forgery, then the genuine message again: neither may do more than the model says. */
async function attack({ name, genuine, forgery, channel }: Case, kind: Kind): Promise<string[]> {
  const problems = [
    await deliver(world, forgery(genuine), channel),
    await deliver(world, genuine, kind),
    await forgiveWrongPins(),
  ];
  return problems
    .filter((problem) => problem !== undefined)
    .map((problem) => `${name}: ${problem}`);
}

/** What happens between writing the genuine message and the attack. */
const MOMENTS: Readonly<Record<string, (made: Case, kind: Kind) => Promise<string | undefined>>> = {
  'before the genuine one': async () => undefined,
  'after the genuine one': ({ genuine }, kind) => deliver(world, genuine, kind),
  'after a newer payment': () => deliver(world, genuineMessage('sealed'), 'sealed'),
  'after six minutes': async () => {
    world.bank.clock.advance(SIX_MINUTES_MS);
    return undefined;
  },
};

async function expectWholeLedger(): Promise<void> {
  expect(await balanceProblems(world)).toEqual([]);
  expect(await world.bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
}

describe.each<Kind>(['straight', 'sealed', 'through its machine'])('a payment %s', (kind) => {
  test.each(Object.keys(MOMENTS))('is attacked %s', async (moment) => {
    const problems: string[] = [];
    for (const [name, channel] of COMBINATIONS) {
      const made = makeCase(kind, name, channel);
      const early = await MOMENTS[moment]?.(made, kind);
      if (early !== undefined) problems.push(`${made.name}: genuine: ${early}`);
      problems.push(...(await attack(made, kind)));
      if (moment === 'after six minutes') await renewNonces(world);
    }
    expect(problems).toEqual([]);
    await expectWholeLedger();
  });

  test.each([['paid'], ['not paid']])('is attacked after a restart, %s', async (state) => {
    const cases: Case[] = [];
    for (const [name, channel] of COMBINATIONS) {
      const made = makeCase(kind, name, channel);
      if (state === 'paid') expect(await deliver(world, made.genuine, kind)).toBeUndefined();
      cases.push(made);
    }
    await restartWorld(world);
    const problems: string[] = [];
    for (const made of cases) problems.push(...(await attack(made, kind)));
    expect(problems).toEqual([]);
    await expectWholeLedger();
  });
});
