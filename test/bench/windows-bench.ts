/**
 * What a person waits for in the windows, and what a phone window costs, in Chromium on a real
 * desk. Needs built windows (`npm run build`).
 *   node test/bench/windows-bench.ts [--rounds 15] [--json]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { drawMatrix } from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';
import {
  openBrowser,
  openDevice,
  removeFolder,
  startDesk,
  temporaryFolder,
} from '../e2e/support/desk.ts';
import { DEMO_PIN, lookAt, readCode, startScanning, typeAmount } from '../e2e/support/devices.ts';
import { filmOf } from '../support/y4m.ts';
import { browserMemory } from './windows/memory.ts';
import { announced, drawn, gaps, press, pressLastDigit } from './windows/page-scripts.ts';

export interface Spread {
  readonly count: number;
  readonly medianMs: number;
  readonly worstMs: number;
}

export interface WindowFigures {
  /** Charge pressed on the POS, the phone's scanner looking at it: until the PIN pad is drawn. */
  readonly chargeToPinPad: Spread;
  /** Scan pressed on the phone while the POS shows its code: until the PIN pad is drawn. */
  readonly scanToPinPad: Spread;
  /** Last PIN digit, Pay pressed at once: until both windows have drawn "paid". */
  readonly pinToPaid: Spread;
  /** Webcam of 1280x720: from Scan pressed, and from its first picture, until the code is read. */
  readonly webcamToCode: Spread;
  readonly firstPictureToCode: Spread;
  /** 99th percentile of the phone's main-thread gaps, milliseconds. */
  readonly gapP99Ms: { readonly webcam: number; readonly posNearby: number };
  /** MiB that a phone window adds; absent outside Linux. */
  readonly phoneMemoryMib?: {
    readonly opened: number;
    /** Scanning. */
    readonly webcam: number;
    readonly posNearby: number;
    readonly afterClose: number;
  };
}

export interface WindowBenchOptions {
  /** @default 15 */
  readonly rounds?: number;
  readonly onProgress?: (line: string) => void;
}

const FILM = { width: 1_280, height: 720 };
const CODE_MODULE_PX = 7;
const GAPS_FOR_MS = 5_000;
/** A phone ignores the code that it was just looking at for two seconds. */
const SAME_CODE_MS = 2_200;
/** For processes to end and caches to be dropped. */
const SETTLE_MS = 4_000;

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], share: number): number =>
  sorted(values)[Math.min(Math.floor(values.length * share), values.length - 1)] ?? 0;
const spread = (values: readonly number[]): Spread => ({
  count: values.length,
  medianMs: Math.round(at(values, 0.5)),
  worstMs: Math.round(at(values, 1)),
});

const run = <Result>(page: Page, script: string): Promise<Result> => page.evaluate<Result>(script);

export interface Devices {
  readonly pos: Page;
  readonly phone: Page;
}

/** @returns milliseconds from the last digit to "paid" on the slower window */
export async function finishPayment({ pos, phone }: Devices): Promise<number> {
  for (const digit of DEMO_PIN.slice(0, -1)) {
    await phone.getByRole('button', { name: digit, exact: true }).click();
  }
  const paid = [
    run<number>(phone, drawn('.phone-result.is-good')),
    run<number>(pos, drawn('.pos-outcome.is-good')),
  ];
  const pressedMs = await run<number>(phone, pressLastDigit(DEMO_PIN.slice(-1)));
  const paidMs = Math.max(...(await Promise.all(paid)));
  await phone.getByRole('button', { name: 'Done' }).click();
  await pos.getByRole('button', { name: 'New charge' }).click();
  return paidMs - pressedMs;
}

/** The phone looks at the POS already when Charge is pressed. */
async function chargeThenPinPad({ pos, phone }: Devices): Promise<number> {
  const looking = run(phone, announced('Looking for a code'));
  await startScanning(phone);
  await looking;
  await typeAmount(pos, '1');
  const shown = run<number>(phone, drawn('.ui-pin-dots'));
  const pressedMs = await run<number>(pos, press('Charge ₹'));
  return (await shown) - pressedMs;
}

/** The POS shows its code already when Scan is pressed. */
export async function scanThenPinPad({ pos, phone }: Devices): Promise<number> {
  await typeAmount(pos, '1');
  await pos.getByRole('button', { name: /^Charge ₹/ }).click();
  await pos.getByRole('button', { name: 'Save QR' }).waitFor();
  const shown = run<number>(phone, drawn('.ui-pin-dots'));
  const pressedMs = await run<number>(phone, press('Scan any QR code'));
  return (await shown) - pressedMs;
}

async function lookThroughWebcam(phone: Page): Promise<{ pressed: number; first: number }> {
  const looking = run<number>(phone, announced('Looking for a code'));
  const found = run<number>(phone, announced('Code found'));
  const pressedMs = await run<number>(phone, press('Scan any QR code'));
  const firstMs = await looking;
  const foundMs = await found;
  await phone.getByRole('button', { name: 'Back', exact: true }).click();
  await pause(SAME_CODE_MS);
  return { pressed: foundMs - pressedMs, first: foundMs - firstMs };
}

async function scanningGaps(phone: Page, source: string): Promise<number> {
  const looking = run(phone, announced('Looking for a code'));
  await startScanning(phone);
  await lookAt(phone, source);
  await looking;
  const seen = await run<number[]>(phone, gaps(GAPS_FOR_MS));
  await phone.getByRole('button', { name: 'Close scanner' }).click();
  return Math.round(at(seen, 0.99));
}

const wall = (): Uint8Array =>
  filmOf({ data: new Uint8ClampedArray(4).fill(200), width: 1, height: 1 }, FILM);

/** Opens a phone, looks through the webcam, then at the POS, and closes the window. */
async function handlePhone(room: Page, measure: () => Promise<number>) {
  const phone = await openDevice(room, 'Demo user');
  await phone.getByText('demouser@upisim').waitFor();
  const opened = await measure();
  await startScanning(phone);
  await lookAt(phone, 'Camera');
  const webcam = await measure();
  await lookAt(phone, 'POS nearby');
  const posNearby = await measure();
  await phone.close();
  return { opened, webcam, posNearby, afterClose: await measure() };
}

/** What a second phone adds: the first has made the browser load what all windows share. */
async function phoneMemory(room: Page, profile: string) {
  if (!browserMemory(profile)) return {};
  const measure = async (): Promise<number> => {
    await pause(SETTLE_MS);
    return browserMemory(profile)?.mib ?? 0;
  };
  await handlePhone(room, measure);
  const before = await measure();
  const used = await handlePhone(room, measure);
  const added = (mib: number): number => Math.round(mib - before);
  return {
    phoneMemoryMib: {
      opened: added(used.opened),
      webcam: added(used.webcam),
      posNearby: added(used.posNearby),
      afterClose: added(used.afterClose),
    },
  };
}

async function repeat<Result>(count: number, once: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < count; round++) results.push(await once());
  return results;
}

async function measureOn(
  room: Page,
  profile: string,
  webcamFile: string,
  { rounds = 15, onProgress = () => undefined }: WindowBenchOptions,
): Promise<WindowFigures> {
  await room.getByRole('button', { name: 'Set up a demo' }).first().click();
  const pos = await openDevice(room, 'Tea stall');
  await pos.getByRole('tab', { name: 'Sticker' }).waitFor();
  const memory = await phoneMemory(room, profile);
  onProgress(`memory ${JSON.stringify(memory)}`);
  const phone = await openDevice(room, 'Demo user');
  await phone.getByText('demouser@upisim').waitFor();
  const devices = { pos, phone };

  const webcamGap = await scanningGaps(phone, 'Camera');
  await pos.getByRole('tab', { name: 'Sticker' }).click();
  const picture = drawRgba(drawMatrix(await readCode(pos)), CODE_MODULE_PX);
  writeFileSync(webcamFile, filmOf(picture, FILM));
  await pos.getByRole('tab', { name: 'Charge' }).click();
  const webcam = await repeat(Math.min(rounds, 10), () => lookThroughWebcam(phone));
  onProgress(`webcam ${JSON.stringify(webcam)}`);

  const posGap = await scanningGaps(phone, 'POS nearby');
  const pinToPaid: number[] = [];
  const paying = async (until: (devices: Devices) => Promise<number>): Promise<number> => {
    const ms = await until(devices);
    pinToPaid.push(await finishPayment(devices));
    return ms;
  };
  const charges = await repeat(Math.ceil(rounds / 2), () => paying(chargeThenPinPad));
  const scans = await repeat(Math.floor(rounds / 2), () => paying(scanThenPinPad));
  return {
    chargeToPinPad: spread(charges),
    scanToPinPad: spread(scans),
    pinToPaid: spread(pinToPaid),
    webcamToCode: spread(webcam.map(({ pressed }) => pressed)),
    firstPictureToCode: spread(webcam.map(({ first }) => first)),
    gapP99Ms: { webcam: webcamGap, posNearby: posGap },
    ...memory,
  };
}

export async function measureWindows(options: WindowBenchOptions = {}): Promise<WindowFigures> {
  const folder = temporaryFolder();
  const webcamFile = join(folder, 'webcam.y4m');
  const profile = join(folder, 'profile');
  writeFileSync(webcamFile, wall());
  const desk = await startDesk(join(folder, 'data'));
  const context = await openBrowser({ profile, webcamFile, cameraPermission: 'granted' });
  try {
    const room = context.pages()[0] ?? (await context.newPage());
    await room.goto(desk.address);
    return await measureOn(room, profile, webcamFile, options);
  } finally {
    await context.close();
    await desk.stop();
    removeFolder(folder);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '15' },
      json: { type: 'boolean', default: false },
    },
  });
  const onProgress = (line: string): void => console.error(line);
  const figures = await measureWindows({ rounds: Number(values.rounds), onProgress });
  console.log(values.json ? JSON.stringify(figures) : figures);
}
