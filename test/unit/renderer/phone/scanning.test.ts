import { describe, expect, test } from 'vitest';
import {
  firstScanner,
  isLooking,
  type ScannerEvent,
  type ScannerState,
  type SeenCode,
  scanning,
} from '../../../../src/renderer/phone/state/scanning.ts';

const code = (text: string): SeenCode => ({ text, corners: [] });
const sight = (nowMs: number, brightness = 120, ...texts: string[]): ScannerEvent => ({
  type: 'sight',
  sight: { codes: texts.map(code), brightness },
  nowMs,
});
const play = (events: readonly ScannerEvent[], from: ScannerState = firstScanner('camera')) =>
  events.reduce(scanning, from);
const looking = play([{ type: 'started', nowMs: 1_000 }]);

test('one scan makes one find: nothing after it counts', () => {
  const found = play([{ type: 'code', code: code('upi://pay?pa=a'), origin: 'camera' }], looking);
  expect(found.phase).toMatchObject({ kind: 'found', origin: 'camera' });
  const after: readonly ScannerEvent[] = [
    { type: 'code', code: code('upi://pay?pa=b'), origin: 'typed' },
    sight(9_000, 0, 'x', 'y'),
    { type: 'failed', problem: 'unplugged' },
    { type: 'source-chosen', source: 'typed' },
  ];
  for (const event of after) expect(scanning(found, event)).toBe(found);
});

test('several different codes are a question, the same code twice is not', () => {
  expect(play([sight(1_100, 120, 'a', 'b')], looking).phase.kind).toBe('choosing');
  expect(play([sight(1_100, 120, 'a', 'a')], looking).phase.kind).toBe('looking');
  const chosen = play(
    [sight(1_100, 120, 'a', 'b'), { type: 'code', code: code('b'), origin: 'camera' }],
    looking,
  );
  expect(chosen.phase).toMatchObject({ kind: 'found', code: { text: 'b' } });
  const dismissed = play([sight(1_100, 120, 'a', 'b'), { type: 'dismissed' }], looking);
  expect(isLooking(dismissed)).toBe(true);
});

test('a code that is no UPI code is refused and looking goes on', () => {
  const refused = play(
    [
      {
        type: 'refused',
        problem: { kind: 'not-upi', reason: 'This code is not a UPI code.' },
        text: 'https://example.org',
      },
    ],
    looking,
  );
  expect(refused.phase).toMatchObject({ kind: 'refused', text: 'https://example.org' });
  expect(isLooking(refused)).toBe(true);
});

describe('darkness and the tip', () => {
  test('two dark seconds in a row, not less', () => {
    expect(play([sight(1_100, 3), sight(3_000, 3)], looking).isTooDark).toBe(false);
    expect(play([sight(1_100, 3), sight(3_100, 3)], looking).isTooDark).toBe(true);
    expect(play([sight(1_100, 3), sight(2_000, 90), sight(3_100, 3)], looking).isTooDark).toBe(
      false,
    );
    expect(play([sight(1_100, 3), sight(3_100, 3), sight(3_200, 90)], looking).isTooDark).toBe(
      false,
    );
  });

  test('the tip comes five seconds after the camera did', () => {
    expect(play([sight(5_900)], looking).hasTip).toBe(false);
    expect(play([sight(6_000)], looking).hasTip).toBe(true);
  });
});

describe('problems', () => {
  test.each(['denied', 'none', 'busy', 'unplugged', 'insecure', 'no-answer', 'failed'] as const)(
    '%s stops looking; retry and another source start again',
    (problem) => {
      const failed = play([{ type: 'failed', problem }], looking);
      expect(failed.phase).toEqual({ kind: 'problem', problem });
      expect(isLooking(failed)).toBe(false);
      expect(play([sight(2_000, 120, 'a', 'b')], failed)).toBe(failed);
      expect(play([{ type: 'retry' }], failed).phase.kind).toBe('starting');
      expect(play([{ type: 'source-chosen', source: 'typed' }], failed)).toMatchObject({
        source: 'typed',
        phase: { kind: 'looking' },
      });
    },
  );

  test('a late start after a failure does not bring the source back', () => {
    const failed = play([{ type: 'failed', problem: 'denied' }]);
    expect(scanning(failed, { type: 'started', nowMs: 2_000 })).toBe(failed);
  });
});
