import '#main/launch/check-node.ts';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { fileLimitProblem } from '#stress/file-limit.ts';
import { findPostgres } from '../support/postgres/programs.ts';
import { measureIdleMemory, measureStart } from './speed/bank-process.ts';
import { measureCore } from './speed/core.ts';
import { atLeast, type Figure, formatFigures, median } from './speed/figure.ts';
import { openReference, type Reference } from './speed/pgbench.ts';
import { measurePrimitives } from './speed/primitives.ts';
import { measureSoak } from './speed/soak.ts';
import {
  measureHeadline,
  measureManyConnections,
  measurePopulations,
  measureSustained,
} from './speed/wire.ts';

/**
 * `npm run bench`: the figures of docs/performance.md, measured again.
 * Everything but the soak, which has to be asked for.
 *   npm run bench [-- --json] [--rounds 3] [--only primitives,core,store,start,memory,sustained,headline,connections,population,soak]
 */
const SECTIONS = [
  'primitives',
  'core',
  'store',
  'start',
  'memory',
  'sustained',
  'headline',
  'connections',
  'population',
] as const;
/** Only when asked for by name: it takes ten minutes. */
const LONG_SECTIONS = ['soak'] as const;
const ALL_SECTIONS = [...SECTIONS, ...LONG_SECTIONS];
type Section = (typeof ALL_SECTIONS)[number];

const CORE_USERS = 4_000;
const CORE_ROUNDS = 25;
const STORE_BATCHES = [10, 100, 1_000];
const STORE_PAYMENTS = 3_000;

async function core(): Promise<Figure[]> {
  const section = 'The bank alone, no sockets, one thread, durable';
  const figures: Figure[] = [];
  for (const areSignaturesChecked of [false, true]) {
    const found = await measureCore({
      users: CORE_USERS,
      rounds: CORE_ROUNDS,
      areSignaturesChecked,
    });
    const how = areSignaturesChecked
      ? 'signatures checked here (OpenSSL)'
      : 'signatures not checked';
    figures.push({ section, name: `payments, ${how}`, value: found.paymentsPerSecond, unit: '/s' });
    if (areSignaturesChecked) continue;
    const value = median(found.verifyPerSecond);
    const name = 'full verify of that ledger, without device signatures';
    const bar = atLeast(value, 100_000, 'entries/s');
    figures.push({ section, name, value, unit: 'entries/s', runs: found.verifyPerSecond, ...bar });
  }
  return figures;
}

async function store(reference: Reference | undefined): Promise<Figure[]> {
  const section = 'Store: microseconds for each payment, by how many share a commit';
  const figures: Figure[] = [];
  for (const kind of reference ? ['SQLite', 'PostgreSQL'] : ['SQLite']) {
    for (const users of STORE_BATCHES) {
      const { microsecondsPerPayment } = await measureCore({
        users,
        rounds: Math.max(3, STORE_PAYMENTS / users),
        areSignaturesChecked: false,
        ...(kind === 'PostgreSQL' && reference ? { storeUrl: await reference.newStoreUrl() } : {}),
      });
      figures.push({
        section,
        name: `${kind}, ${users}`,
        value: microsecondsPerPayment,
        unit: 'us',
      });
    }
  }
  return figures;
}

async function connections(): Promise<Figure[]> {
  const problem = fileLimitProblem(10_000);
  if (!problem) return measureManyConnections();
  console.error(`10,000 connections left out: ${problem.advice}`);
  return [];
}

function wantedSections(text: string | undefined): ReadonlySet<Section> {
  if (text === undefined) return new Set(SECTIONS);
  const names = text.split(',');
  const wrong = names.find((name) => !ALL_SECTIONS.includes(name as Section));
  if (wrong !== undefined) {
    console.error(`error: --only knows ${ALL_SECTIONS.join(', ')}, not "${wrong}".`);
    process.exit(2);
  }
  return new Set(names as Section[]);
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 20) {
  console.error('error: --rounds takes a whole number from 1 to 20.');
  process.exit(2);
}
const wanted = wantedSections(values.only);
const needsReference = wanted.has('sustained') || wanted.has('store');
const reference = needsReference ? await openReference(findPostgres()) : undefined;
if (needsReference && !reference) {
  console.error('PostgreSQL is not installed: pgbench and its store are left out.');
}
const measures: Record<Section, () => Promise<Figure[]>> = {
  primitives: measurePrimitives,
  core,
  store: () => store(reference),
  start: measureStart,
  memory: measureIdleMemory,
  sustained: () => measureSustained(rounds, reference),
  headline: () => measureHeadline(rounds),
  connections,
  population: measurePopulations,
  soak: measureSoak,
};
const figures: Figure[] = [];
try {
  for (const section of ALL_SECTIONS.filter((name) => wanted.has(name))) {
    console.error(`measuring: ${section}`);
    // One that fails is said and leaves the others their figures.
    await measures[section]().then(
      (found) => figures.push(...found),
      (error: unknown) => console.error(`${section} failed: ${String(error)}`),
    );
  }
} finally {
  await reference?.close();
}
const machine = {
  processors: availableParallelism(),
  model: cpus()[0]?.model ?? '',
  memoryGb: Math.round(totalmem() / 1_024 ** 3),
  node: process.version,
  date: new Date().toISOString(),
};
if (values.json) console.log(JSON.stringify({ machine, figures }, undefined, 2));
else {
  const { processors, model, memoryGb, node, date } = machine;
  console.log(`${processors} processors (${model}), ${memoryGb} GB, Node ${node}, ${date}`);
  console.log(formatFigures(figures));
}
