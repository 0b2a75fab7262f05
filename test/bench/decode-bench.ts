/**
 * How many hard photographs are read, beside zxing-wasm alone and jsQR alone, and whether anything
 * is read where there is no code.
 *   node test/bench/decode-bench.ts [--each 20] [--from 1] [--budget 2000] [--json]
 */
import { parseArgs } from 'node:util';
import { decodeFrame } from '../../src/qr/decode/decoder.ts';
import type { Engines } from '../../src/qr/decode/engine.ts';
import type { RgbaPicture } from '../../src/qr/picture.ts';
import { CODE_FREE_KINDS, codeFreePicture } from '../support/code-free-pictures.ts';
import { HARD_KINDS, hardPicture } from '../support/hard-pictures.ts';
import { bothEngines } from '../support/zxing-file.ts';

const VIDEO_FRAMES = 7;

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    budget: { type: 'string', default: '2000' },
    json: { type: 'boolean', default: false },
  },
});
const each = Number(values.each);
const from = Number(values.from);
const budgetMs = Number(values.budget);

const engines = await bothEngines();
const { zxing, jsqr } = engines;
if (!zxing) throw new Error('zxing-wasm did not start');
const jsqrOnly: Engines = { zxing: null, jsqr };

interface Row {
  pictures: number;
  plainZxing: number;
  still: number;
  jsqrOnly: number;
  videoWithin7: number;
  wrong: number;
  medianMs: number;
  worstMs: number;
}

type Reading = { readonly texts: readonly string[]; readonly ms: number };

async function still(engines: Engines, picture: RgbaPicture): Promise<Reading> {
  const { data, width, height } = picture;
  const result = await decodeFrame(engines, data, width, height, { mode: 'still', budgetMs });
  return { texts: result.codes.map((code) => code.text), ms: result.ms };
}

async function video(picture: RgbaPicture): Promise<readonly string[]> {
  const { data, width, height } = picture;
  for (let turn = 0; turn < VIDEO_FRAMES; turn++) {
    const { codes } = await decodeFrame(engines, data, width, height, { mode: 'video', turn });
    if (codes.length > 0) return codes.map((code) => code.text);
  }
  return [];
}

const rows: Record<string, Row> = {};
for (const kind of HARD_KINDS) {
  const row: Row = {
    pictures: each,
    plainZxing: 0,
    still: 0,
    jsqrOnly: 0,
    videoWithin7: 0,
    wrong: 0,
    medianMs: 0,
    worstMs: 0,
  };
  const times: number[] = [];
  for (let count = 0; count < each; count++) {
    const { picture, text } = hardPicture(kind, (from + count) * 7_919);
    const plain = await zxing.read(picture, 'local', true);
    const ours = await still(engines, picture);
    const second = await still(jsqrOnly, picture);
    const moving = await video(picture);
    if (plain.some((code) => code.text === text)) row.plainZxing++;
    if (ours.texts.includes(text)) row.still++;
    if (second.texts.includes(text)) row.jsqrOnly++;
    if (moving.includes(text)) row.videoWithin7++;
    row.wrong += [...ours.texts, ...second.texts, ...moving].filter((read) => read !== text).length;
    times.push(ours.ms);
  }
  times.sort((a, b) => a - b);
  row.medianMs = times[times.length >> 1] ?? 0;
  row.worstMs = times.at(-1) ?? 0;
  rows[kind] = row;
  if (!values.json) console.error(kind, JSON.stringify(row));
}

const falsePositives: string[] = [];
let codeFreeMs = 0;
for (const kind of CODE_FREE_KINDS) {
  for (let count = 0; count < each; count++) {
    const picture = codeFreePicture(kind, from + count, 800, 600);
    const { texts, ms } = await still(engines, picture);
    codeFreeMs = Math.max(codeFreeMs, ms);
    if (texts.length > 0) falsePositives.push(`${kind} ${from + count}: ${JSON.stringify(texts)}`);
  }
}

const sum = (key: keyof Row): number => Object.values(rows).reduce((all, row) => all + row[key], 0);
const summary = {
  pictures: sum('pictures'),
  plainZxing: sum('plainZxing'),
  still: sum('still'),
  jsqrOnly: sum('jsqrOnly'),
  videoWithin7: sum('videoWithin7'),
  wrong: sum('wrong'),
  codeFree: CODE_FREE_KINDS.length * each,
  falsePositives,
  codeFreeWorstMs: codeFreeMs,
};
if (values.json) console.log(JSON.stringify({ rows, summary }, null, 2));
else {
  console.table(rows);
  console.log(summary);
}
