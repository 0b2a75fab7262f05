import { describe, expect, it } from 'vitest';
import type { AttackOutcome, AttackStatus } from '#shared/simulator/attack-records.ts';
import { ATTACK_TEXTS } from '../../../../src/renderer/control-room/attacks/attack-texts.ts';
import {
  EXHIBIT_TEXTS,
  FIGURE_TEXTS,
} from '../../../../src/renderer/control-room/attacks/evidence-texts.ts';
import { figureValue } from '../../../../src/renderer/control-room/attacks/figure-value.ts';
import { attackMessages } from '../../../../src/renderer/control-room/attacks/messages.ts';
import { standingOf } from '../../../../src/renderer/control-room/attacks/verdict.ts';
import { translator } from '../../../../src/renderer/ui/i18n/messages.ts';

const t = translator(attackMessages, 'en');
const shown = (unit: Parameters<typeof figureValue>[1]['unit'], value: string): string =>
  figureValue(t, { name: 'cores', unit, value });

describe('figures of the lab', () => {
  it.each([
    ['paise', '10000000', '₹1,00,000.00'],
    ['count', '1234567', '1,234,567'],
    ['per-second', '6.4321', '6.4 per second'],
    ['per-second', '280414.7', '280,415 per second'],
    ['seconds', '12.3', '12 seconds'],
    ['seconds', '780', '13 minutes'],
    ['seconds', '79200', '22 hours'],
    ['seconds', '864000', '10 days'],
    ['years', '4 x 10^64', '4 × 10⁶⁴ years'],
    ['yes-no', 'false', 'no'],
    ['text', '2580', '2580'],
  ] as const)('%s %s is %s', (unit, value, text) => {
    expect(shown(unit, value)).toBe(text);
  });
});

const outcome = (side: AttackOutcome['side'], isStopped: boolean): AttackOutcome => ({
  ...{ side, isStopped, figures: [], exhibits: [], durationMs: 1 },
});
const withReport = (defended?: boolean, undefended?: boolean): AttackStatus => ({
  ...{ state: 'idle', waiting: [] },
  reports: [
    {
      attack: 'replay',
      startedMs: 1,
      ...(defended === undefined ? {} : { defended: outcome('defended', defended) }),
      ...(undefended === undefined ? {} : { undefended: outcome('undefended', undefended) }),
    },
  ],
});

describe('how an attack stands', () => {
  it.each([
    [undefined, undefined, 'none'],
    [true, undefined, 'stopped'],
    [true, false, 'stopped'],
    [false, undefined, 'broken'],
    [false, false, 'broken'],
    // A switch that switches nothing off shows nothing.
    [true, true, 'broken'],
  ] as const)('stopped %s with, %s without: %s', (defended, undefended, standing) => {
    expect(standingOf(withReport(defended, undefended), 'replay')).toBe(standing);
  });
});

it('every text is in both languages', () => {
  const sentences = [
    ...Object.values(ATTACK_TEXTS).flatMap((text) => Object.values(text)),
    ...Object.values(FIGURE_TEXTS),
    ...Object.values(EXHIBIT_TEXTS),
  ];
  for (const { en, hi } of sentences) {
    expect(en).toMatch(/[A-Za-z]/);
    expect(hi, en).toMatch(/[\u0900-\u097f]/);
  }
});
