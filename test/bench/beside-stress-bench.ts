/**
 * The windows while simulated users pay at the bank of the same desk: how long a payment from a
 * phone window takes, and how evenly the control room draws. Needs built windows (`npm run build`).
 *   node test/bench/beside-stress-bench.ts [--rate 4500] [--seconds 40] [--rounds 15] [--json]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import type { StressSummary } from '#stress/summary.ts';
import { YOUNG_SPACE_OPTIONS } from '#stress/young-space.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import {
  openBrowser,
  openDevice,
  removeFolder,
  startDesk,
  temporaryFolder,
} from '../e2e/support/desk.ts';
import { lookAt, startScanning } from '../e2e/support/devices.ts';
import { frameGaps } from './windows/page-scripts.ts';
import { type Devices, finishPayment, scanThenPinPad } from './windows-bench.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '4500' },
    seconds: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '15' },
    users: { type: 'string', default: '2000' },
    json: { type: 'boolean', default: false },
  },
});
const FRAMES_FOR_MS = 10_000;
const IDLE_ROUNDS = 5;
const STRESS = join(import.meta.dirname, '..', '..', 'src', 'cli', 'stress.ts');

const at = (numbers: readonly number[], share: number): number =>
  Math.round(
    numbers.toSorted((a, b) => a - b)[
      Math.min(Math.floor(numbers.length * share), numbers.length - 1)
    ] ?? Number.NaN,
  );

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The engine as the host starts it: a process of its own at lower priority. */
function startStress(folder: string, port: number, out: string): ChildProcess {
  const paths = dataFolderPaths(folder);
  const words = [
    ...[
      '--bank',
      `127.0.0.1:${port}`,
      '--ca',
      paths.caCertificate,
      '--stress-key',
      paths.stressKey,
    ],
    ...['--users', values.users, '--connections', '250', '--mix', 'success=1'],
    ...['--shape', 'soak', '--rate', values.rate, '--seconds', values.seconds, '--out', out],
  ];
  const child = spawn(process.execPath, [...YOUNG_SPACE_OPTIONS, STRESS, ...words], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  return child;
}

/** Resolves when the engine says that it is paying. */
async function untilPaying(child: ChildProcess): Promise<void> {
  if (!child.stderr) throw new Error('the stress test has no output');
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.startsWith('pay:')) break;
  }
  child.stderr.resume();
}

async function openDevices(room: Page): Promise<Devices> {
  const pos = await openDevice(room, 'Tea stall');
  await pos.getByRole('tab', { name: 'Charge' }).click();
  const phone = await openDevice(room, 'Demo user');
  await phone.getByText('demouser@upisim').waitFor();
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await phone.getByRole('button', { name: 'Close scanner' }).click();
  return { pos, phone };
}

async function pay(devices: Devices, rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await scanThenPinPad(devices);
    took.push(await finishPayment(devices));
  }
  return took;
}

const folder = temporaryFolder();
const data = join(folder, 'data');
const out = join(folder, 'rows.json');
const port = await freePort();
const desk = await startDesk(data, 0, ['--bank-port', String(port)]);
const context = await openBrowser({ profile: join(folder, 'profile') });
try {
  const room = context.pages()[0] ?? (await context.newPage());
  await room.goto(desk.address);
  await room.getByRole('button', { name: 'Set up a demo' }).first().click();
  const devices = await openDevices(room);
  const idle = await pay(devices, IDLE_ROUNDS);
  const stress = startStress(data, port, out);
  const ended = once(stress, 'close');
  await untilPaying(stress);
  const gaps = await room.evaluate<number[]>(frameGaps(FRAMES_FOR_MS, ''));
  const took = await pay(devices, Number(values.rounds));
  stress.kill('SIGINT');
  await ended;
  const summary = JSON.parse(
    readFileSync(join(folder, 'rows.summary.json'), 'utf8'),
  ) as StressSummary;
  const figures = {
    ratePerSecond: Number(values.rate),
    phonePaymentMs: {
      idleP50: at(idle, 0.5),
      p50: at(took, 0.5),
      worst: at(took, 1),
      count: took.length,
    },
    controlRoomFrameGapMs: { p50: at(gaps, 0.5), p99: at(gaps, 0.99), worst: at(gaps, 1) },
    simulatedPhoneMs: summary.totals.latency,
    wrong: summary.totals.wrong,
    lost: summary.totals.lost,
  };
  console.log(values.json ? JSON.stringify(figures) : figures);
} finally {
  await context.close();
  await desk.stop();
  removeFolder(folder);
}
