import { describe, expect, test } from 'vitest';
import { readNumber, stepNumber } from '../../../../src/renderer/ui/controls/number-draft.ts';
import {
  LIVE_MESSAGE_LIMIT,
  type LiveMessage,
  pushLiveMessage,
} from '../../../../src/renderer/ui/core/live-messages.ts';
import { SPARK_LIMIT, sparkGeometry } from '../../../../src/renderer/ui/data/spark-geometry.ts';
import { countdownView } from '../../../../src/renderer/ui/feedback/countdown-view.ts';
import { crashLog } from '../../../../src/renderer/ui/feedback/crash-log.ts';
import { noticeSentence } from '../../../../src/renderer/ui/feedback/Notice.tsx';
import {
  pushToast,
  TOAST_LIMIT,
  type Toast,
  toastLifeMs,
} from '../../../../src/renderer/ui/feedback/toast-list.ts';
import { fitScale, pageZoom } from '../../../../src/renderer/ui/shells/fit-scale.ts';
import { parseThemeChoice, resolveTheme } from '../../../../src/renderer/ui/theme/theme-choice.ts';
import {
  deviceWindowSize,
  PHONE_PROFILES,
  phoneSize,
  posSize,
} from '../../../../src/shared/simulator/device-profiles.ts';

describe('countdown', () => {
  test.each([
    [120_000, '2:00', 1, 'good'],
    [87_000, '1:27', 0.725, 'good'],
    [86_001, '1:27', 0.716675, 'good'],
    [30_000, '0:30', 0.25, 'wait'],
    [9_999, '0:10', 0.083325, 'bad'],
    [1, '0:01', 1 / 120_000, 'bad'],
    [0, '0:00', 0, 'bad'],
    [-5_000, '0:00', 0, 'bad'],
    [240_000, '4:00', 1, 'good'],
  ])('%d ms left reads %s', (left, text, fraction, tone) => {
    const view = countdownView(1_000_000 + left, 120_000, 1_000_000);
    expect(view).toMatchObject({ text, tone, isOver: left <= 0 });
    expect(view.fraction).toBeCloseTo(fraction, 6);
  });

  test('a countdown without length is over, not NaN', () => {
    expect(countdownView(5, 0, 5)).toMatchObject({ fraction: 0, isOver: true });
  });
});

describe('number field', () => {
  test.each([
    ['', undefined, undefined],
    ['20', 20, undefined],
    ['1,00,000', 100_000, undefined],
    [' 7 ', 7, undefined],
    ['-5', undefined, 'too-low'],
    ['2.5', undefined, 'not-whole'],
    ['1e9', undefined, 'not-whole'],
    ['Infinity', undefined, 'not-whole'],
    ['0x1F', undefined, 'not-whole'],
    ['200001', undefined, 'too-high'],
    ['9'.repeat(400), undefined, 'not-whole'],
    ['१२', undefined, 'not-whole'],
  ])('%j reads %s (%s)', (draft, value, problem) => {
    expect(readNumber(draft, { min: 0, max: 200_000 })).toEqual(
      problem ? { value, problem } : { value },
    );
  });

  test('decimals only where allowed', () => {
    expect(readNumber('2.5', { isWhole: false })).toEqual({ value: 2.5 });
    expect(readNumber('2.', { isWhole: false })).toMatchObject({ problem: 'not-number' });
  });

  test.each([
    ['', 1, '1'],
    ['5', 1, '6'],
    ['10', 1, '10'],
    ['0', -1, '0'],
    ['x', 1, '1'],
  ] as const)('arrow from %j by %d gives %j', (draft, direction, next) => {
    expect(stepNumber(draft, { min: 0, max: 10 }, direction)).toBe(next);
  });

  test('steps leave no binary noise', () => {
    expect(stepNumber('0.2', { step: 0.1, isWhole: false }, 1)).toBe('0.3');
  });
});

describe('live region', () => {
  const say = (texts: string[]) => texts.reduce<readonly LiveMessage[]>(pushLiveMessage, []);

  test('the same text again is a new node with another text', () => {
    const [first, second] = say(['Paid', 'Paid']);
    expect(first?.id).not.toBe(second?.id);
    expect(first?.text).not.toBe(second?.text);
    expect(second?.text.trim()).toBe('Paid');
  });

  test('keeps the newest few and ignores blanks', () => {
    const messages = say(['1', '2', '', '3', '  ', '4', '5']);
    expect(messages).toHaveLength(LIVE_MESSAGE_LIMIT);
    expect(messages.map((message) => message.text.trim())).toEqual(['3', '4', '5']);
  });
});

describe('toasts', () => {
  const toast = (id: number, title = `t${id}`): Toast => ({ id, title });

  test('at most four, the oldest leaves, equal ones do not stack', () => {
    const all = [1, 2, 3, 4, 5].map((id) => toast(id)).reduce<readonly Toast[]>(pushToast, []);
    expect(all.map((one) => one.id)).toEqual([2, 3, 4, 5]);
    expect(all).toHaveLength(TOAST_LIMIT);
    expect(pushToast(all, toast(9, 't3')).map((one) => one.id)).toEqual([2, 4, 5, 9]);
  });

  test('what went wrong stays until it is dismissed', () => {
    expect(toastLifeMs({ tone: 'bad', title: 'x' })).toBeUndefined();
    expect(toastLifeMs({ tone: 'good', title: 'x' })).toBeGreaterThanOrEqual(5_000);
  });

  test('is read as whole sentences in both scripts', () => {
    expect(
      noticeSentence({ title: 'Declined', money: 'No money was taken.', next: 'Try again' }),
    ).toBe('Declined. No money was taken. Try again.');
    expect(noticeSentence({ title: 'कोई पैसा नहीं कटा।', code: 'Z9' })).toBe('कोई पैसा नहीं कटा।');
  });
});

describe('fitting a device', () => {
  const phone = { width: 380, height: 740, reservedWidth: 20, reservedHeight: 60 };
  const window = (innerWidth: number, innerHeight: number, zoom = 1) => ({
    ...phone,
    innerWidth,
    innerHeight,
    outerWidth: innerWidth * zoom,
    outerHeight: innerHeight * zoom + 30,
  });

  test.each([
    ['exact', window(400, 800), 1],
    ['a pixel short', window(399, 799), 1],
    ['low window', window(400, 652), 0.8],
    ['narrow window', window(305, 2_000), 0.75],
    ['large window', window(600, 985), 1.25],
    ['projector', window(4_000, 4_000), 1.6],
    ['tiny window scrolls', window(100, 100), 0.6],
    ['zoomed to 200 % keeps its size and scrolls', window(200, 400, 2), 1],
    ['zoomed to 150 %', window(266, 533, 1.5), 1],
    ['not laid out yet', window(0, 0), 1],
  ])('%s', (_, input, scale) => {
    expect(fitScale(input)).toBeCloseTo(scale, 2);
  });

  test.each([
    ['no zoom', 1_200, 1_200, 830, 800, 1],
    ['borders', 1_216, 1_200, 830, 800, 1],
    ['125 %', 1_200, 960, 830, 640, 1.25],
    ['200 % under a tall toolbar', 1_200, 600, 900, 400, 2],
    ['developer tools at the side', 1_500, 1_200, 830, 800, 1],
    ['developer tools below', 1_200, 1_200, 830, 400, 1],
    ['no zoom step', 1_900, 1_140, 1_900, 1_140, 1],
    ['not laid out', 0, 0, 0, 0, 1],
    ['unknown', Number.NaN, 400, Number.NaN, 400, 1],
  ])('%s', (_, outerWidth, innerWidth, outerHeight, innerHeight, zoom) => {
    expect(pageZoom({ outerWidth, innerWidth, outerHeight, innerHeight })).toBe(zoom);
  });

  test('every device fits a full HD desk at full size', () => {
    const sizes = [...Object.values(PHONE_PROFILES).map(phoneSize), posSize()];
    for (const size of sizes) {
      expect(deviceWindowSize(size, true).height).toBeLessThanOrEqual(1_000);
    }
  });
});

test('a sparkline is bounded, never negative, newest at the right edge', () => {
  const bars = sparkGeometry([...Array.from({ length: 500 }, (_, i) => i), Number.NaN, -4, 250], {
    width: 200,
    height: 56,
  });
  expect(bars).toHaveLength(SPARK_LIMIT);
  expect(bars.every((bar) => bar.height >= 0 && bar.height <= 56)).toBe(true);
  const last = bars.at(-1);
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(200, 0);
  expect(sparkGeometry([], { width: 200, height: 56 })).toEqual([]);
  expect(sparkGeometry([0, 0], { width: 200, height: 56 })[0]?.height).toBe(0);
});

test('theme choices', () => {
  expect(['light', 'dark', 'system', null, '', 'DARK', '{}'].map(parseThemeChoice)).toEqual([
    'light',
    'dark',
    'system',
    'system',
    'system',
    'system',
    'system',
  ]);
  expect(resolveTheme('system', true)).toBe('dark');
  expect(resolveTheme('light', true)).toBe('light');
});

describe('crash log', () => {
  const facts = { scope: 'phone/p-1', atMs: 0 };

  test('says which window, when and what', () => {
    const log = crashLog({ ...facts, error: new TypeError('boom'), recent: ['sent payment'] });
    expect(log).toContain('phone/p-1');
    expect(log).toContain('1970-01-01T00:00:00.000Z');
    expect(log).toContain('TypeError: boom');
    expect(log).toContain('sent payment');
  });

  test.each([['text'], [null], [undefined], [{ odd: true }]])('survives %s', (error) => {
    expect(crashLog({ ...facts, error })).toContain('error');
  });

  test('is cut at a size that can be pasted', () => {
    const log = crashLog({ ...facts, error: 'x'.repeat(1_000_000) });
    expect(log.length).toBeLessThan(21_000);
  });
});
