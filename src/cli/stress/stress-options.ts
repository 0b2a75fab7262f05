import { Command, Option } from 'commander';
import {
  loadShapes,
  SCENARIO_NAMES,
  type ScenarioMix,
  type ScenarioName,
  type StressOptions,
} from '#shared/stress-options.ts';
import { parseStressOptions } from '#stress/options.ts';

/** What `npm run stress` was asked for. */
export interface StressCommandOptions {
  readonly stress: StressOptions;
  readonly out: string;
  readonly csv: string | undefined;
  readonly bank: { readonly host: string; readonly port: number } | undefined;
  readonly ca: string | undefined;
  readonly stressKey: string | undefined;
  /** PostgreSQL database for the scratch bank. */
  readonly store: string | undefined;
  readonly fewerConnections: boolean;
}

const whole =
  (name: string) =>
  (text: string): number => {
    if (!/^-?\d{1,12}$/.test(text))
      throw new Error(`error: --${name} takes a whole number, not "${text}".`);
    return Number(text);
  };

function parseMix(text: string): ScenarioMix {
  const mix: ScenarioMix = {};
  for (const part of text.split(',')) {
    const [name, weight = '1'] = part.split('=');
    if (!SCENARIO_NAMES.includes(name as ScenarioName) || !/^\d+(?:\.\d+)?$/.test(weight)) {
      throw new Error(
        `error: --mix "${part}" is not a scenario with a weight; use for example success=8,wrong-pin=1. Scenarios: ${SCENARIO_NAMES.join(', ')}.`,
      );
    }
    mix[name as ScenarioName] = Number(weight);
  }
  return mix;
}

function parseAddress(text: string): { host: string; port: number } {
  const match = /^(?:wss:\/\/|tls:\/\/)?([^:/\s]+):(\d{1,5})\/?$/.exec(text);
  if (!match?.[1]) throw new Error('error: --bank must look like 127.0.0.1:5000.');
  return { host: match[1], port: Number(match[2]) };
}

const EXAMPLES = `
Examples:
  npm run stress -- --users 10000
  npm run stress -- --users 10000 --connections 10000 --route terminal
  npm run stress -- --users 2000 --shape steady --rate 1000 --mix success=1
  npm run stress -- --users 500 --bank 127.0.0.1:5000 --ca DIR/ca.pem --stress-key DIR/stress.key`;

export function stressCommand(): Command {
  return new Command('npm run stress --')
    .description('Lets simulated users loose on a bank and checks every answer. No real money.')
    .option('--users <number>', 'simulated users, 1 to 200000', whole('users'), 10_000)
    .option(
      '--connections <number>',
      'TLS connections; users share them when fewer',
      whole('connections'),
    )
    .option('--concurrency <number>', 'operations under way at once', whole('concurrency'), 250)
    .addOption(
      new Option('--shape <shape>', 'how load arrives').choices([...loadShapes]).default('closed'),
    )
    .option('--rate <number>', 'payments a second for steady and soak', whole('rate'), 1_000)
    .option('--seconds <number>', 'length of a soak', whole('seconds'), 60)
    .option('--payments <number>', 'payments of each user', whole('payments'), 1)
    .option(
      '--merchants <number>',
      'shops that are paid; 1 is the hot merchant',
      whole('merchants'),
      8,
    )
    .addOption(
      new Option('--route <route>', 'straight to the bank or through its terminals')
        .choices(['direct', 'terminal'])
        .default('direct'),
    )
    .addOption(
      new Option('--framing <framing>', 'how messages are framed on the connections').choices([
        'frames',
        'websocket',
      ]),
    )
    .option('--mix <scenarios>', 'scenarios with weights', parseMix)
    .option('--seed <number>', 'makes the same population again', whole('seed'), 20_261_122)
    .option(
      '--out <file>',
      'one row per transaction, a plain JSON array',
      'simulation_results.json',
    )
    .option('--csv <file>', 'the same rows as CSV')
    .option(
      '--fewer-connections',
      'go on with fewer connections where the limit of open files is low',
      false,
    )
    .option(
      '--bank <address>',
      'a bank that runs already, HOST:PORT; default is a scratch bank',
      parseAddress,
    )
    .option('--ca <file>', "that bank's ca.pem")
    .option('--stress-key <file>', "that bank's stress.key")
    .option(
      '--store <url>',
      'a PostgreSQL database for the scratch bank, in a schema of its own (password in PGPASSWORD)',
    )
    .addHelpText('after', EXAMPLES)
    .exitOverride();
}

interface Given {
  users: number;
  connections?: number;
  concurrency: number;
  shape: StressOptions['shape'];
  rate: number;
  seconds: number;
  payments: number;
  merchants: number;
  route: StressOptions['route'];
  framing?: NonNullable<StressOptions['framing']>;
  mix?: ScenarioMix;
  seed: number;
  out: string;
  csv?: string;
  bank?: { host: string; port: number };
  ca?: string;
  stressKey?: string;
  store?: string;
  fewerConnections: boolean;
}

/** @throws CommanderError, StressOptionError or Error naming the option that is wrong. */
export function parseStressCommand(words: readonly string[]): StressCommandOptions {
  const given = stressCommand()
    .parse([...words], { from: 'user' })
    .opts<Given>();
  if (given.bank && !(given.ca && given.stressKey)) {
    throw new Error('error: --bank needs --ca FILE and --stress-key FILE of that bank.');
  }
  if (given.bank && given.route === 'terminal') {
    throw new Error(
      'error: --route terminal works on a scratch bank, whose terminals this starts.',
    );
  }
  if (given.bank && given.store !== undefined) {
    throw new Error('error: --store is for a scratch bank; the bank of --bank has its own.');
  }
  const stress = parseStressOptions({
    users: given.users,
    connections: given.connections ?? Math.min(Math.max(given.users, 1), 250),
    concurrency: given.concurrency,
    shape: given.shape,
    ratePerSecond: given.rate,
    soakSeconds: given.seconds,
    paymentsPerUser: given.payments,
    merchants: given.merchants,
    route: given.route,
    ...(given.framing ? { framing: given.framing } : {}),
    ...(given.mix ? { mix: given.mix } : {}),
    seed: given.seed,
  });
  return {
    stress,
    out: given.out,
    csv: given.csv,
    bank: given.bank,
    ca: given.ca,
    stressKey: given.stressKey,
    store: given.store,
    fewerConnections: given.fewerConnections,
  };
}
