/**
 * The ledger explorer on a million entries, in Chromium on a real desk. Needs built windows
 * (`npm run build`). Makes the ledger first when the folder has none (about two minutes).
 *   node test/bench/explorer-bench.ts [--data DIR] [--entries 1000000] [--rounds 5] [--json]
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { openBrowser, removeFolder, startDesk, temporaryFolder } from '../e2e/support/desk.ts';
import { makeLedger } from './ledger/make-ledger.ts';
import { drawn, frameGaps, press, scrollBy, searched } from './windows/page-scripts.ts';

export interface ExplorerFigures {
  readonly entries: number;
  /** "Ledger" pressed, until the newest rows are drawn; worst of the rounds. */
  readonly firstPaintMs: number;
  /** The window loaded anew on the ledger page, until its rows are drawn; worst of the rounds. */
  readonly reloadMs: number;
  /** An id pasted into the search, until the entry's row is drawn; worst of the rounds. */
  readonly searchByIdMs: number;
  readonly searchByRrnMs: number;
  /** 99th percentile and worst gap between two frames while the wheel turns. */
  readonly wheelGapMs: { readonly p99: number; readonly worst: number };
  /** The same while the scroll bar is dragged through all of it. */
  readonly dragGapMs: { readonly p99: number; readonly worst: number };
}

export interface ExplorerBenchOptions {
  /** A folder with a made ledger; a temporary one when absent. */
  readonly folder?: string;
  readonly entries?: number;
  readonly rounds?: number;
  readonly onProgress?: (line: string) => void;
}

const SCROLL_MS = 6_000;
const ROW = '.cr-entries .cr-entry-number + time';

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[
    Math.min(Math.floor(values.length * share), values.length - 1)
  ] ?? 0;
const worst = (values: readonly number[]): number => Math.round(at(values, 1));

const run = <Result>(page: Page, script: string): Promise<Result> => page.evaluate<Result>(script);

async function opening(page: Page): Promise<number> {
  await run(page, press('Street'));
  await page.locator('.cr-entries').waitFor({ state: 'detached' });
  const shown = run<number>(page, drawn(ROW));
  const pressedMs = await run<number>(page, press('Ledger'));
  return (await shown) - pressedMs;
}

async function reloading(page: Page): Promise<number> {
  await page.reload();
  const shownMs = await run<number>(page, drawn(ROW));
  return shownMs - (await run<number>(page, 'performance.timeOrigin'));
}

async function searching(page: Page, text: string): Promise<number> {
  const tookMs = await run<number>(page, searched('.cr-search input', text, '.cr-entries'));
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.locator(ROW).nth(5).waitFor();
  return tookMs;
}

async function scrolling(page: Page, script: string) {
  const gaps = await run<number[]>(page, frameGaps(SCROLL_MS, script));
  return { p99: Math.round(at(gaps, 0.99)), worst: worst(gaps) };
}

async function repeat(rounds: number, once: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let round = 0; round < rounds; round++) results.push(await once());
  return results;
}

/** An entry in the middle of the ledger that somebody paid. */
async function sampleOf(page: Page, entries: number) {
  await page.getByLabel('Go to entry').fill(String(Math.floor(entries / 2)));
  await page.getByRole('button', { name: 'Go', exact: true }).click();
  const detail = page.getByRole('region', { name: /^Entry/ });
  const text = await detail.locator('dl').first().innerText();
  await detail.getByRole('button', { name: 'Close the entry' }).click();
  const txnId = /SIM[0-9a-f]{32}/.exec(text)?.[0] ?? '';
  const rrn = /\b\d{12}\b/.exec(text)?.[0] ?? '';
  return { txnId, rrn };
}

async function measureOn(page: Page, entries: number, rounds: number): Promise<ExplorerFigures> {
  const firstPaint = await repeat(rounds, () => opening(page));
  const reloads = await repeat(rounds, () => reloading(page));
  const { txnId, rrn } = await sampleOf(page, entries);
  const byId = await repeat(rounds, () => searching(page, txnId));
  const byRrn = await repeat(rounds, () => searching(page, rrn));
  return {
    entries,
    firstPaintMs: worst(firstPaint),
    reloadMs: worst(reloads),
    searchByIdMs: worst(byId),
    searchByRrnMs: worst(byRrn),
    wheelGapMs: await scrolling(page, scrollBy('.cr-entries', 120)),
    dragGapMs: await scrolling(page, scrollBy('.cr-entries', 80_000)),
  };
}

export async function measureExplorer(
  options: ExplorerBenchOptions = {},
): Promise<ExplorerFigures> {
  const { entries = 1_000_000, rounds = 5, onProgress = () => undefined } = options;
  const scratch = temporaryFolder();
  const folder = options.folder ?? join(scratch, 'data');
  if (!existsSync(dataFolderPaths(folder).database)) {
    await makeLedger({
      folder,
      entries,
      payments: Math.floor(entries / 50),
      onProgress: (made) => onProgress(`${made} entries`),
    });
  }
  const desk = await startDesk(folder);
  const context = await openBrowser({ profile: join(scratch, 'profile') });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(desk.address);
    await page.getByRole('button', { name: 'Ledger', exact: true }).waitFor();
    return await measureOn(page, entries, rounds);
  } finally {
    await context.close();
    await desk.stop();
    removeFolder(scratch);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      entries: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  });
  const figures = await measureExplorer({
    ...(values.data ? { folder: values.data } : {}),
    entries: Number(values.entries),
    rounds: Number(values.rounds),
    onProgress: (line) => console.error(line),
  });
  console.log(values.json ? JSON.stringify(figures) : figures);
}
