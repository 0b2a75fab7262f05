import { setTimeout as sleep } from 'node:timers/promises';
import type { Line, Reply } from '#stress/line.ts';
import type { VirtualPhone } from '#stress/virtual-phone.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { seeded } from '../seeded.ts';
import { type BankProcess, hasExited, onStore, spawnBank, startBank } from './bank-process.ts';
import { expectBooks, expectSound, openedBy } from './books.ts';
import {
  type Attempt,
  approveAgain,
  expectResult,
  newPhone,
  nextAttempt,
  openSession,
  type Population,
  populate,
  submit,
} from './payers.ts';

/**
 * A bank that is killed again and again while it is paid through, with a second bookkeeping
 * beside it. After each kill the folder is verified as it lies there; after each restart every
 * payment id is asked for and everything stored is compared with everything answered.
 */
export interface CrashOptions {
  readonly folder: string;
  /** A PostgreSQL database in place of the folder's SQLite file. */
  readonly storeUrl?: string;
  /** Each kills the database server, or part of it, and sees it back; spread over the rounds. */
  readonly serverCrashes?: readonly (() => Promise<void>)[];
  readonly seed: number;
  readonly kills: number;
  readonly phoneCount: number;
  /** The load lasts this long before a kill, at random in between. */
  readonly loadMs: { readonly from: number; readonly to: number };
  /** Of this many kills one hits the bank while it starts. */
  readonly startKillEvery: number;
}

export interface CrashReport {
  readonly kills: number;
  readonly answered: number;
  /** Under way when the bank was killed: how many of them were found paid or declined afterwards. */
  readonly unanswered: { readonly stored: number; readonly neverArrived: number };
  readonly registered: number;
  /** Answered by the bank that had lost its database server, once that was back. */
  readonly answeredAfterServerCrash: number;
}

interface World {
  readonly options: CrashOptions;
  readonly population: Population;
  readonly attempts: Attempt[];
  readonly opened: Map<string, number>;
  readonly unanswered: { stored: number; neverArrived: number };
  nextIndex: number;
  /** Resolves when a database server that was killed runs again. */
  serverBack: Promise<void> | undefined;
  isServerBack: boolean;
  serverCrashes: number;
  answeredAfterServerCrash: number;
}

/** What a bank says that cannot reach its database. */
const isWithoutDatabase = (reply: Reply): boolean =>
  reply.kind === 'refusal' && reply.code === 'XY';

const LINES = 4;
const SERVER_BACK_MS = 30_000;
/** Older answers asked for again after each restart, besides all of the last round's. */
const OLD_ANSWERS = 40;
/** Far below the calls that a bank lets one connection have unanswered. */
const ASKED_AT_ONCE = 256;

async function payUntilLost(world: World, phone: VirtualPhone, line: Line): Promise<void> {
  let mayMistype = true;
  for (;;) {
    const attempt = nextAttempt(world.population, phone, mayMistype);
    mayMistype = attempt.isPinRight;
    world.attempts.push(attempt);
    const reply = await submit(attempt, line, attempt.message);
    if (reply.kind === 'lost') return;
    if (world.serverBack && isWithoutDatabase(reply)) {
      // Paid or not: that is asked for when the bank is started again.
      await world.serverBack;
      continue;
    }
    attempt.answer = expectResult(reply);
    if (world.isServerBack) world.answeredAfterServerCrash += 1;
  }
}

/** Registers people until the line breaks; the last one may or may not have made it. */
async function registerUntilLost(world: World, line: Line): Promise<VirtualPhone> {
  for (;;) {
    const { phone, reply } = await newPhone(world.population, world.nextIndex++, line);
    if (reply.kind === 'lost' || (world.serverBack && isWithoutDatabase(reply))) return phone;
    expectResult(reply);
    for (const [vpa, paise] of openedBy([phone.vpa])) world.opened.set(vpa, paise);
  }
}

/** Kills the server while payments are under way, and waits until the bank answers some again. */
async function crashServer(world: World, crash: () => Promise<void>): Promise<void> {
  world.serverBack = crash();
  await world.serverBack;
  world.isServerBack = true;
  const enough = world.answeredAfterServerCrash + world.population.phones.length;
  const giveUpMs = performance.now() + SERVER_BACK_MS;
  while (world.answeredAfterServerCrash < enough) {
    if (performance.now() > giveUpMs) throw new Error('the bank did not find its database again');
    await sleep(20);
  }
}

async function loadAndKill(
  world: World,
  bank: BankProcess,
  crash?: () => Promise<void>,
): Promise<VirtualPhone> {
  const { phones, facts, random } = world.population;
  const lines = await Promise.all(
    Array.from({ length: LINES }, (_, index) => bank.connect(index === 0 ? 'stress' : undefined)),
  );
  const lineOf = (index: number) => lines[index % LINES] as Line;
  await Promise.all(phones.map((phone, index) => openSession(phone, lineOf(index), facts)));
  const { from, to } = world.options.loadMs;
  const load = Promise.all([
    registerUntilLost(world, lineOf(0)),
    ...phones.map((phone, index) => payUntilLost(world, phone, lineOf(index))),
  ]);
  await Promise.race([load, sleep(random.between(from, to))]);
  if (crash) await Promise.race([load, crashServer(world, crash)]);
  await bank.kill();
  const [stranded] = await load;
  world.serverBack = undefined;
  world.isServerBack = false;
  return stranded;
}

/** Asks for an answer again with the very bytes of the first time, as a thief would. */
async function expectSameAnswer(attempt: Attempt, line: Line): Promise<void> {
  const { result } = expectResult(await line.call('payment.submit', attempt.message));
  const { balancePaise: _own, serverSignature: _secret, ...first } = attempt.answer ?? {};
  if (JSON.stringify(result) !== JSON.stringify(first)) {
    throw new Error(
      `${attempt.order.txnId}: ${JSON.stringify(result)}, first ${JSON.stringify(first)}`,
    );
  }
}

/** A payment whose answer was lost: it is stored, or it never arrived and can be sent again. */
async function settleUnanswered(world: World, attempt: Attempt, line: Line): Promise<void> {
  const again = await line.call('payment.submit', attempt.message);
  if (again.kind === 'result') {
    world.unanswered.stored += 1;
    attempt.answer = again.result.result as Attempt['answer'];
    return;
  }
  if (again.kind !== 'refusal' || again.code !== 'U70') throw new Error(JSON.stringify(again));
  world.unanswered.neverArrived += 1;
  const reply = await submit(attempt, line, approveAgain(attempt));
  attempt.answer = expectResult(reply);
}

async function settleStranded(world: World, stranded: VirtualPhone, line: Line): Promise<void> {
  const { phone, reply } = await newPhone(world.population, stranded.index, line);
  if (reply.kind === 'refusal' && !reply.message.startsWith('This mobile number is registered')) {
    throw new Error(reply.message);
  }
  if (reply.kind === 'lost') throw new Error(reply.message);
  const entry = reply.kind === 'result' ? phone.vpa : undefined;
  const { vpa } = expectResult(await line.call('directory.lookup', { mobile: phone.mobile }));
  if (entry !== undefined && entry !== vpa) throw new Error('two users have one mobile number');
  for (const [name, paise] of openedBy([String(vpa)])) world.opened.set(name, paise);
}

async function settleAll(
  world: World,
  bank: BankProcess,
  since: number,
  stranded: VirtualPhone,
): Promise<void> {
  const { phones, facts, random } = world.population;
  const line = await bank.connect('stress');
  await Promise.all(phones.map((phone) => openSession(phone, line, facts)));
  const old = Array.from({ length: OLD_ANSWERS }, () => random.whole(0, world.attempts.length - 1));
  const asked = [...old.map((at) => world.attempts[at]), ...world.attempts.slice(since)];
  const answered = new Set(asked.filter((attempt) => attempt?.answer !== undefined));
  const open = world.attempts.slice(since).filter((attempt) => attempt.answer === undefined);
  const rest = [...answered];
  while (rest.length > 0) {
    const some = rest.splice(0, ASKED_AT_ONCE);
    await Promise.all(some.map((attempt) => attempt && expectSameAnswer(attempt, line)));
  }
  for (const attempt of open) await settleUnanswered(world, attempt, line);
  await settleStranded(world, stranded, line);
  line.close();
}

/** The bank dies while it starts, recovers or loads. */
async function killWhileStarting({ options, population }: World): Promise<void> {
  const child = spawnBank(options.folder, onStore(options.storeUrl));
  await Promise.race([sleep(population.random.between(150, 900)), hasExited(child)]);
  child.kill('SIGKILL');
  await hasExited(child);
}

/** The next crash of the database server, when its turn has come. */
function dueCrash(world: World, kills: number): (() => Promise<void>) | undefined {
  const { serverCrashes = [], kills: all } = world.options;
  const turn = ((world.serverCrashes + 1) * all) / (serverCrashes.length + 1);
  return kills >= Math.floor(turn) ? serverCrashes[world.serverCrashes++] : undefined;
}

/** @throws Error naming the first thing that was lost, doubled, halved or cannot be verified */
export async function crashRounds(options: CrashOptions): Promise<CrashReport> {
  const paths = dataFolderPaths(options.folder);
  const random = seeded(options.seed);
  let bank = await startBank(options.folder, onStore(options.storeUrl));
  const population = await populate(bank, { ...options, random });
  const world: World = {
    options,
    population,
    attempts: [],
    opened: new Map([
      ...openedBy(population.phones.map(({ vpa }) => vpa)),
      ...openedBy(population.payees, 0),
    ]),
    unanswered: { stored: 0, neverArrived: 0 },
    nextIndex: 10_000,
    serverBack: undefined,
    isServerBack: false,
    serverCrashes: 0,
    answeredAfterServerCrash: 0,
  };
  let kills = 0;
  try {
    while (kills < options.kills) {
      const since = world.attempts.length;
      const crash = dueCrash(world, kills);
      const stranded = await loadAndKill(world, bank, crash);
      kills += 1;
      await expectSound(paths, options.storeUrl);
      if (kills % options.startKillEvery === 0 && kills < options.kills) {
        await killWhileStarting(world);
        kills += 1;
        await expectSound(paths, options.storeUrl);
      }
      bank = await startBank(options.folder, onStore(options.storeUrl));
      await settleAll(world, bank, since, stranded);
      await expectBooks(paths, world, options.storeUrl);
    }
    const { attempts, unanswered, opened, answeredAfterServerCrash } = world;
    return {
      kills,
      answered: attempts.length,
      unanswered,
      registered: opened.size,
      answeredAfterServerCrash,
    };
  } finally {
    await bank.kill();
  }
}
