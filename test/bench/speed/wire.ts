import type { StressSummary } from '#stress/summary.ts';
import { atLeast, atMost, type Figure, median } from './figure.ts';
import type { Reference } from './pgbench.ts';
import { phaseSeconds, stressRun } from './stress-run.ts';

/** What the original design needed for its 10,000 registrations and 10,000 payments, seconds. */
const ORIGINAL_SECONDS = 9.95;
/** India's average in January 2026, payments a second. */
const NATIONAL_RATE = 8_102;

const HEADLINE = '--users 10000 --connections 250 --concurrency 250';
const SUSTAINED = '--users 4000 --concurrency 2000 --payments 25 --mix success=1';
const DIRECT = `${SUSTAINED} --connections 250`;

const SUSTAINED_SECTION = 'Sustained payments over TLS, signed live, everything on';
const HEADLINE_SECTION =
  '10,000 registrations and 10,000 payments, concurrency 250, a third each paid, wrong PIN, too little money';

async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let run = 0; run < count; run++) all.push(await work());
  return all;
}

const figure = (section: string, name: string, unit: string, runs: readonly number[]): Figure => ({
  section,
  name,
  unit,
  value: median(runs),
  ...(runs.length > 1 ? { runs } : {}),
});

const rate = async (words: string): Promise<number> => (await stressRun(words)).paymentsPerSecond;

/** Payments and pgbench's TPC-B by turns, so that a noisy minute hits both. */
async function againstReference(rounds: number, reference: Reference | undefined) {
  const own: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    own.push(await rate(DIRECT));
    if (reference) theirs.push(await reference.run());
  }
  return { own, theirs };
}

export async function measureSustained(
  rounds: number,
  reference: Reference | undefined,
): Promise<Figure[]> {
  const { own, theirs } = await againstReference(rounds, reference);
  const direct = figure(SUSTAINED_SECTION, 'direct, frames, 250 connections', 'payments/s', own);
  const figures: Figure[] = [{ ...direct, ...atLeast(direct.value, NATIONAL_RATE, 'payments/s') }];
  if (reference) {
    const tpcB = figure(SUSTAINED_SECTION, reference.name, 'transactions/s', theirs);
    const times = direct.value / tpcB.value;
    figures.push(tpcB, {
      section: SUSTAINED_SECTION,
      name: 'direct payments for each of its transactions',
      value: times,
      unit: 'x',
      ...atLeast(times, 2, 'x'),
    });
  }
  const others: [string, string][] = [
    ['direct, frames, 2,000 connections', `${SUSTAINED} --connections 2000`],
    ['direct, WebSocket, 250 connections', `${DIRECT} --framing websocket`],
    ['through terminals, sealed, 250 connections', `${DIRECT} --route terminal`],
  ];
  for (const [name, words] of others) {
    figures.push(figure(SUSTAINED_SECTION, name, 'payments/s', [await rate(words)]));
  }
  return figures;
}

export async function measureHeadline(rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [route, factor] of [
    ['direct', 4],
    ['terminal', 2],
  ] as const) {
    const runs = await times(rounds, () => stressRun(`${HEADLINE} --route ${route}`));
    const wholes = runs.map(({ wholeMs }) => wholeMs / 1_000);
    const alone = runs.map((run) => phaseSeconds(run, 'register') + phaseSeconds(run, 'pay'));
    const whole = figure(
      HEADLINE_SECTION,
      `${route}: whole test, connecting included`,
      's',
      wholes,
    );
    const both = figure(HEADLINE_SECTION, `${route}: registrations + payments alone`, 's', alone);
    figures.push(
      { ...whole, ...atMost(whole.value, ORIGINAL_SECONDS, 's') },
      { ...both, ...atMost(both.value, ORIGINAL_SECONDS / factor, 's') },
      ...(['connect', 'register', 'session', 'pay'] as const).map((phase) =>
        figure(
          HEADLINE_SECTION,
          `${route}: ${phase}`,
          's',
          runs.map((run) => phaseSeconds(run, phase)),
        ),
      ),
    );
  }
  return figures;
}

const MIB = 1_024 ** 2;

function memoryOf({ bank }: StressSummary, section: string): Figure[] {
  if (!bank) return [];
  const value = bank.memoryBytes / MIB;
  const name = "bank's resident memory at most";
  return [{ section, name, value, unit: 'MiB', ...atMost(value, 900, 'MiB') }];
}

/** 10,000 connections held open at once; needs a limit of open files above that. */
export async function measureManyConnections(): Promise<Figure[]> {
  const section = '10,000 users on 10,000 TLS connections of their own';
  const run = await stressRun('--users 10000 --connections 10000 --concurrency 250');
  const whole = run.wholeMs / 1_000;
  return [
    { section, name: 'whole test', value: whole, unit: 's', ...atMost(whole, 15, 's') },
    ...memoryOf(run, section),
    ...(['connect', 'register', 'session', 'pay'] as const).map((phase) => ({
      section,
      name: phase,
      value: phaseSeconds(run, phase),
      unit: 's',
    })),
  ];
}

/** Accounts and, so that the first seconds weigh the same, payments for each. */
const POPULATIONS = [
  [1_000, 25],
  [10_000, 10],
  [100_000, 1],
] as const;

/** What a payment costs with few and with many accounts. */
export async function measurePopulations(): Promise<Figure[]> {
  const section =
    'A payment by how many accounts the bank has (2,000 connections and payments at once)';
  const figures: Figure[] = [];
  for (const [users, payments] of POPULATIONS) {
    const atOnce = Math.min(users, 2_000);
    const run = await stressRun(
      `--users ${users} --payments ${payments} --connections ${atOnce} --concurrency ${atOnce} --mix success=1`,
    );
    const name = `${users.toLocaleString('en-US')} accounts, ${(users * payments).toLocaleString('en-US')} payments`;
    figures.push({ section, name, value: 1e6 / run.paymentsPerSecond, unit: 'us' });
  }
  const growth = (figures.at(-1)?.value ?? Number.NaN) / (figures[0]?.value ?? Number.NaN);
  const name = 'the most accounts for each of the fewest';
  return [...figures, { section, name, value: growth, unit: 'x', ...atMost(growth, 1.5, 'x') }];
}
