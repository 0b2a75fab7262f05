import type { StressedBank } from '#shared/simulator/stress-records.ts';
import type { StressOptions } from '#shared/stress-options.ts';
import { type BankWatch, watchBank } from './bank-watch.ts';
import { type FastCrypto, loadFastCrypto } from './fast-crypto.ts';
import type { Line } from './line.ts';
import { type LoadClock, realLoadClock, runClosed, runOpen } from './load-shape.ts';
import { createMeasurements, type IntervalFigures, type Measurements } from './measurements.ts';
import { type PayWorld, payByScenario } from './pay-scenario.ts';
import { createPhaseClock, type PhaseClock, type PhaseFigure } from './phases.ts';
import { makePhone } from './population.ts';
import type { ResultsFile } from './results-file.ts';
import { OPENING_BALANCE_PAISE, scenarioPicker } from './scenarios.ts';
import { type Acknowledged, createSummary, type StressSummary } from './summary.ts';
import type { StressTarget } from './target.ts';
import { openPhoneSession, registerPhone, type VirtualPhone } from './virtual-phone.ts';

/**
 * The 10,000-user test without any window: derive, connect, register, open sessions, pay, verify.
 * The same code runs in the hidden window, in a worker process and in `npm run stress`.
 */
export interface StressProgress {
  readonly phase: PhaseFigure | undefined;
  readonly finished: readonly PhaseFigure[];
  readonly interval: IntervalFigures;
  readonly totals: ReturnType<Measurements['totals']>;
  readonly openConnections: number;
  readonly bank?: StressedBank;
}

export interface StressRun {
  readonly options: StressOptions;
  readonly target: StressTarget;
  readonly results: readonly ResultsFile[];
  readonly signal: AbortSignal;
  /** Called ten times a second at most. */
  readonly onProgress?: (progress: StressProgress) => void;
  readonly clock?: LoadClock;
}

interface World {
  readonly run: StressRun;
  readonly clock: LoadClock;
  readonly crypto: FastCrypto;
  readonly phases: PhaseClock;
  readonly measurements: Measurements;
  readonly lines: Line[];
  readonly problems: string[];
  readonly acknowledged: Acknowledged[];
  /** Fired when no connection is left: every further payment would only be lost. */
  readonly gone: AbortController;
  /** The run's own, or `gone`. */
  readonly signal: AbortSignal;
}

const PROGRESS_MS = 100;
/** Connections being opened at once: a bank cuts the oldest of more than 512 half-open ones. */
const CONNECTING_MAX = 256;
/** Calls at once on the one connection that registers for the terminals' route; a bank takes 1,024. */
const REGISTRAR_CALLS_MAX = 512;
/** Between a payment that was lost and the next of the same worker. */
const LOST_PAUSE_MS = 100;
/** Problems kept for the report; the rest is only counted. */
const PROBLEMS_MAX = 20;

export class StressError extends Error {}

const noteProblem = (world: World, text: string): void => {
  if (world.problems.length < PROBLEMS_MAX) world.problems.push(text);
};

/**
 * One connection may end; when the last one has, so has the run. The pause lets the others be seen
 * to end: what is sent on an ended one is lost at once, and the next as well.
 */
async function noteLost(world: World, reason: string): Promise<void> {
  const text = `Payments without an answer: ${reason}`;
  if (!world.problems.includes(text)) noteProblem(world, text);
  await world.clock.until(world.clock.nowMs() + LOST_PAUSE_MS);
  if (world.lines.every((line) => !line.isOpen)) world.gone.abort();
}

async function derive(world: World): Promise<VirtualPhone[]> {
  const { options, signal } = world.run;
  const phones: VirtualPhone[] = new Array(options.users);
  await world.phases.run('derive', options.users, (advance) =>
    runClosed(options.users, 64, world.clock, signal, async (index) => {
      phones[index] = await makePhone(options.seed, index, world.crypto);
      advance();
    }),
  );
  return phones;
}

async function connect(world: World): Promise<void> {
  const { options, target, signal } = world.run;
  const atOnce = Math.min(options.concurrency, CONNECTING_MAX);
  await world.phases.run('connect', options.connections, (advance) =>
    runClosed(options.connections, atOnce, world.clock, signal, async (index) => {
      world.lines[index] = await target.connect(index);
      advance();
    }),
  );
}

const lineOf = (world: World, index: number): Line => {
  const line = world.lines[index % world.lines.length];
  if (!line) throw new StressError('there is no connection');
  return line;
};

async function register(world: World, phones: readonly VirtualPhone[]): Promise<void> {
  const { options, target, signal } = world.run;
  // One registrar's connection takes a bounded number of calls at once.
  const atOnce = target.registrar
    ? Math.min(options.concurrency, REGISTRAR_CALLS_MAX)
    : options.concurrency;
  await world.phases.run('register', phones.length, (advance) =>
    runClosed(phones.length, atOnce, world.clock, signal, async (index) => {
      const phone = phones[index] as VirtualPhone;
      const line = target.registrar ?? lineOf(world, index);
      const reply = await registerPhone(phone, line, target.bank, OPENING_BALANCE_PAISE);
      if (reply.kind !== 'result') {
        throw new StressError(`${phone.name} could not register: ${reply.message}`);
      }
      const { uid, mmid, vpa } = reply.result as { uid: string; mmid: string; vpa: string };
      Object.assign(phone, { uid, mmid, vpa });
      advance();
    }),
  );
}

async function openSessions(world: World, phones: readonly VirtualPhone[]): Promise<void> {
  const { options, target, signal } = world.run;
  await world.phases.run('session', phones.length, (advance) =>
    runClosed(phones.length, options.concurrency, world.clock, signal, async (index) => {
      const phone = phones[index] as VirtualPhone;
      const line = lineOf(world, index);
      const reply = await openPhoneSession(phone, line, target.bank, world.crypto);
      if (reply.kind !== 'result') {
        throw new StressError(`${phone.name} could not open a session: ${reply.message}`);
      }
      advance();
    }),
  );
}

/** One payment, measured and written down. A phone pays one at a time, like its owner. */
function payOnce(world: World, phones: readonly VirtualPhone[], advance: () => void) {
  const { options, target, results } = world.run;
  const pick = scenarioPicker(options.mix);
  const busy = new Map<number, Promise<unknown>>();
  return async (index: number, intendedMs: number): Promise<void> => {
    const who = index % phones.length;
    const phone = phones[who] as VirtualPhone;
    const scenario = pick(index);
    // By the connection, whose terminal must be the payee's own.
    const payee = target.payees[(who % world.lines.length) % target.payees.length];
    if (!payee) throw new StressError('there is no shop to pay');
    const payWorld: PayWorld = { ...target, crypto: world.crypto, payee, route: options.route };
    const pay = () => payByScenario(scenario, phone, lineOf(world, who), payWorld);
    const paying = busy.get(who)?.then(pay) ?? pay();
    busy.set(who, paying);
    const tried = await paying;
    if (busy.get(who) === paying) busy.delete(who);
    const latencyMs = world.clock.nowMs() - intendedMs;
    world.measurements.record(scenario, tried.code, tried.isAsExpected, latencyMs);
    if (!tried.isAsExpected && tried.code !== 'LOST') {
      noteProblem(world, `${phone.name}, ${scenario}: ${tried.code} ${tried.message}`);
    }
    if (tried.code === '00') {
      world.acknowledged.push({ txnId: tried.txnId, amountPaise: tried.amountPaise });
    }
    const row = {
      user: phone.name,
      mmid: phone.mmid,
      amount: tried.amountPaise / 100,
      result: tried.code === '00' ? ('SUCCESS' as const) : ('FAILED' as const),
      message: tried.message,
      txnId: tried.txnId,
      code: tried.code,
      scenario,
      isAsExpected: tried.isAsExpected,
      latencyMs: Math.round(latencyMs * 1_000) / 1_000,
    };
    for (const file of results) {
      file.write(tried.code === 'LOST' ? { ...row, result: 'LOST' } : row);
    }
    advance();
    if (tried.code === 'LOST') await noteLost(world, tried.message);
  };
}

async function pay(world: World, phones: readonly VirtualPhone[]): Promise<void> {
  const { signal } = world;
  const { options } = world.run;
  const count =
    options.shape === 'soak'
      ? Math.ceil(options.ratePerSecond * options.soakSeconds)
      : options.users * options.paymentsPerUser;
  await world.phases.run('pay', count, async (advance) => {
    const operation = payOnce(world, phones, advance);
    if (options.shape === 'steady' || options.shape === 'soak') {
      const started = await runOpen(count, options.ratePerSecond, world.clock, signal, operation);
      if (started < count && !signal.aborted) {
        noteProblem(world, 'The bank fell too far behind the arrival rate; the run was cut short.');
      }
      return;
    }
    const concurrency = options.shape === 'flash' ? count : options.concurrency;
    await runClosed(count, concurrency, world.clock, signal, operation);
  });
  if (world.gone.signal.aborted) {
    throw new StressError(
      `Every connection ended in the middle of the run. ${world.acknowledged.length} payments were acknowledged before, and the bank's ledger must hold each of them: check it with "npm run verify". Those without an answer may be in it or not.`,
    );
  }
}

function watchProgress(world: World, bank: BankWatch): () => void {
  const { onProgress } = world.run;
  if (!onProgress) return () => undefined;
  const tick = (): void =>
    onProgress({
      phase: world.phases.current,
      finished: world.phases.finished,
      interval: world.measurements.takeInterval(),
      totals: world.measurements.totals(),
      openConnections: world.lines.filter((line) => line?.isOpen).length,
      ...(bank.last ? { bank: bank.last } : {}),
    });
  const timer = setInterval(tick, PROGRESS_MS);
  return () => clearInterval(timer);
}

/**
 * Runs the whole test. Stopping (`signal`) lets what is under way be answered, then verifies.
 * A bank that dies ends the run with a report of what was acknowledged.
 */
export async function runStress(run: StressRun): Promise<StressSummary> {
  const clock = run.clock ?? realLoadClock;
  const gone = new AbortController();
  const world: World = {
    run,
    clock,
    crypto: loadFastCrypto(),
    phases: createPhaseClock(clock.nowMs),
    measurements: createMeasurements(clock.nowMs),
    lines: [],
    problems: [],
    acknowledged: [],
    gone,
    signal: AbortSignal.any([run.signal, gone.signal]),
  };
  const bank = watchBank(run.target);
  const stopWatching = watchProgress(world, bank);
  let verdict: Awaited<ReturnType<StressTarget['verify']>> | undefined;
  try {
    const phones = await derive(world);
    await connect(world);
    await register(world, phones);
    await openSessions(world, phones);
    await pay(world, phones);
    await bank.ask();
    verdict = await world.phases.run('verify', 1, async (advance) => {
      const found = await run.target.verify(world.acknowledged);
      advance();
      return found;
    });
  } catch (error) {
    // What ended the run comes first, before the replies that were lost by it.
    world.problems.unshift(error instanceof Error ? error.message : String(error));
  } finally {
    stopWatching();
    bank.stop();
    for (const line of world.lines) line?.close();
  }
  for (const file of run.results) {
    const problem = await file.close();
    if (problem) noteProblem(world, problem);
  }
  return createSummary({
    options: run.options,
    isStopped: run.signal.aborted,
    signatures: world.crypto.name,
    phases: world.phases.finished,
    totals: world.measurements.totals(),
    acknowledged: world.acknowledged.length,
    ...(bank.highest ? { bank: bank.highest } : {}),
    verdict,
    problems: world.problems,
  });
}
