import { type Attempt, alsoInverted, type Filter, look, turned } from './attempt.ts';
import { boxBlur, darken, flatten, localThreshold, sharpen, stretch } from './filters.ts';
import { double } from './scale.ts';

const asIs: Filter = { name: 'as is', apply: (picture) => picture };
const soft: Filter = { name: 'soft', apply: (picture) => boxBlur(picture, 1) };
const softer: Filter = { name: 'softer', apply: (picture) => boxBlur(picture, 2) };
const softest: Filter = { name: 'softest', apply: (picture) => boxBlur(picture, 3) };
const crisp: Filter = { name: 'crisp', apply: (picture) => sharpen(picture, 3, 3) };
const crisper: Filter = { name: 'crisper', apply: (picture) => sharpen(picture, 6, 3) };
const full: Filter = { name: 'full range', apply: stretch };
const even: Filter = { name: 'even', apply: (picture) => stretch(flatten(picture, 24)) };
const twice: Filter = { name: 'twice', apply: (picture) => sharpen(double(picture), 4, 2) };
const inked: Filter = { name: 'inked', apply: darken };
const inkedMore: Filter = { name: 'inked more', apply: (picture) => darken(darken(picture)) };
const binary = (radius: number): Filter => ({
  name: `binary ${radius}`,
  apply: (picture) => localThreshold(picture, radius),
});

const jsqr = (sidePx: number, filter: Filter): Attempt => look(sidePx, filter, 'local', 'jsqr');

/**
 * The order was found by measuring, on photographs made hard in twenty ways
 * (test/support/hard-pictures.ts), what each of some 90 looks reads that plain zxing does not, and
 * taking first the cheapest that adds most.
 */
export const EARLY_ATTEMPTS: readonly Attempt[] = [
  look(330, asIs, 'global'),
  look(480, soft),
  look(330, crisp),
  look(700, crisp),
  look(480, full, 'fixed'),
  look(700, binary(8), 'fixed'),
  turned(480, 15, crisp),
  look(480, binary(20), 'fixed'),
  alsoInverted(jsqr(400, asIs)),
  look(330, twice),
  turned(700, 30, soft),
  look(480, twice),
  look(1600, asIs, 'global'),
  turned(700, 15, crisp),
  alsoInverted(look(700, softer)),
];

/** For each colour channel of a coloured picture. */
export const CHANNEL_ATTEMPTS: readonly Attempt[] = [look(1000, asIs), look(480, soft)];

export const LATE_ATTEMPTS: readonly Attempt[] = [
  look(1000, crisp),
  look(700, binary(12), 'fixed'),
  look(250, full, 'fixed'),
  alsoInverted(look(1000, binary(12), 'fixed')),
  look(700, even),
  look(700, inked),
  turned(1000, 15, crisp),
  jsqr(640, asIs),
  jsqr(250, asIs),
  look(480, binary(8), 'fixed'),
  look(480, soft, 'global'),
  look(1000, soft, 'global'),
  jsqr(480, full),
  jsqr(480, binary(20)),
  look(1000, asIs),
  look(700, binary(20), 'fixed'),
  turned(480, 45, soft),
  look(1000, crisper),
  look(700, twice),
  look(330, soft, 'global'),
  look(1600, softer),
  alsoInverted(look(480, crisp)),
  look(1600, crisp),
  look(1000, inkedMore),
  look(700, asIs, 'global'),
  turned(700, 60, crisp),
  look(1600, binary(12), 'fixed'),
  look(1000, softest),
  turned(330, 20, soft),
  look(480, even),
  look(330, crisper),
  look(1600, full, 'fixed'),
  look(1000, binary(24), 'fixed'),
  look(250, twice),
  alsoInverted(look(1000, even)),
  look(2400, soft),
  jsqr(1000, soft),
  turned(1000, 45, asIs),
  look(2400, binary(16), 'fixed'),
  look(1000, twice),
  look(2400, crisp),
];

/** One a frame beside the plain look, in turn: the next frame gets the next one. */
export const VIDEO_ATTEMPTS: readonly Attempt[] = [
  look(480, soft),
  look(700, crisp),
  look(480, binary(20), 'fixed'),
  look(640, asIs, 'global'),
  turned(480, 30, soft),
];

/** jsQR's share of the frames: the middle close up, then all of it. */
export const VIDEO_CENTRE: Attempt = jsqr(400, asIs);
export const VIDEO_WHOLE: Attempt = jsqr(640, asIs);
