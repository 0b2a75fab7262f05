import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** WCAG 2.2 contrast (1.4.3, 1.4.11), computed from the tokens file itself. */
const css = readFileSync(
  resolve(import.meta.dirname, '../../../../src/renderer/ui/styles/tokens.css'),
  'utf8',
);

const pairs = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);
const fixed = new Map(
  [...css.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(
    ([, name = '', colour = '']) => [name, colour] as const,
  ),
);

const channel = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function token(name: string, theme: 'light' | 'dark'): string {
  const colour = pairs.get(name)?.[theme] ?? fixed.get(name);
  if (!colour) throw new Error(`no token --${name}`);
  return colour;
}

const grounds = ['paper', 'surface', 'raised', 'sunken'];
const TEXT = 4.5;
const SHAPE = 3;

const rules: [ink: string, ground: string, least: number][] = [
  ...grounds.flatMap((ground): [string, string, number][] =>
    ['ink', 'ink-2', 'ink-3', 'accent-ink', 'good', 'bad', 'wait'].map((ink) => [
      ink,
      ground,
      TEXT,
    ]),
  ),
  ...['accent', 'good', 'bad'].map((ground): [string, string, number] => [
    `on-${ground}`,
    ground,
    TEXT,
  ]),
  ...['good', 'bad', 'wait'].map((ink): [string, string, number] => [ink, `${ink}-soft`, TEXT]),
  ['accent-ink', 'accent-soft', TEXT],
  ['ink', 'accent-soft', TEXT],
  ['ink-2', 'accent-soft', TEXT],
  ['receipt-ink', 'receipt', TEXT],
  ['case-ink', 'case-3', TEXT],
  ...grounds.flatMap((ground): [string, string, number][] => [
    ['line-strong', ground, SHAPE],
    ['focus', ground, SHAPE],
    ['accent', ground, SHAPE],
  ]),
  ['led-good', 'case-3', SHAPE],
  ['led-wait', 'case-3', SHAPE],
  ['led-bad', 'case-3', SHAPE],
];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  test.each(rules)('--%s on --%s has at least %d : 1', (ink, ground, least) => {
    expect(contrast(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(least);
  });
});

test('the formula agrees with the published ends of the scale', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
