import jsqr from 'jsqr';
import { describe, expect, test } from 'vitest';
import { drawMatrix } from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';
import type { RgbaPicture } from '#qr/picture.ts';
import type { VirtualView } from '../../../../../src/renderer/device/frames/frame-source.ts';
import { createScene } from '../../../../../src/renderer/device/frames/scene.ts';
import { noiseTable, takeView } from '../../../../../src/renderer/device/frames/view-camera.ts';
import {
  boundedView,
  FIRST_VIEW,
  swayed,
} from '../../../../../src/renderer/device/frames/view-limits.ts';
import { seeded } from '../../../../support/seeded.ts';

const LINK =
  'upi://pay?ver=01&mode=16&pa=teastall%40upisim&pn=Tea%20stall&mc=5499&mid=M000000001' +
  '&mtid=VM7K2M9Q4T&port=6001&tr=ORDER0017&am=20.00&cu=INR&qrMedium=03';
const SIZE = { width: 480, height: 600 };
const random = seeded(7);
const table = noiseTable(random.next);

const pos = createScene(drawRgba(drawMatrix(LINK), 6));

const seen = (view: VirtualView): RgbaPicture => takeView(pos, view, SIZE, table, random.next);
const read = (picture: RgbaPicture): string | undefined =>
  jsqr(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data;

describe('what the virtual camera takes is a picture that a decoder has to read', () => {
  test.each([
    ['straight on', FIRST_VIEW],
    ['closer than the edges', { ...FIRST_VIEW, distance: 0.98 }],
    ['further away', { ...FIRST_VIEW, distance: 1.8, noise: 0 }],
    ['tilted left', { ...FIRST_VIEW, tiltDegrees: -20, noise: 0 }],
    ['tilted right', { ...FIRST_VIEW, tiltDegrees: 20, noise: 0 }],
    ['a little out of focus', { ...FIRST_VIEW, blurPx: 1 }],
  ])('%s', (_name, view) => {
    expect(read(seen(view))).toBe(LINK);
  });

  test.each([
    ['half of the code outside', { ...FIRST_VIEW, x: 1 }],
    ['much too close', { ...FIRST_VIEW, distance: 0.4 }],
    ['hopelessly out of focus', { ...FIRST_VIEW, distance: 1.8, blurPx: 4 }],
  ])('not %s', (_name, view) => {
    expect(read(seen(view))).toBeUndefined();
  });
});

describe('the camera is an honest one', () => {
  const columnMeans = (picture: RgbaPicture): number[] =>
    Array.from({ length: picture.width }, (_, column) => {
      let sum = 0;
      for (let row = 0; row < picture.height; row++) {
        sum += picture.data[(row * picture.width + column) * 4] ?? 0;
      }
      return sum / picture.height;
    });
  const white = createScene({
    data: new Uint8ClampedArray(200 * 200 * 4).fill(255),
    width: 200,
    height: 200,
  });
  const still = { ...FIRST_VIEW, noise: 0 };

  test('a tilted screen is larger on the side that comes nearer', () => {
    const means = columnMeans(
      takeView(white, { ...still, distance: 1.5, tiltDegrees: 40 }, SIZE, table, random.next),
    );
    const lit = means.map((mean, column) => ({ mean, column })).filter(({ mean }) => mean > 100);
    expect(lit.at(0)!.mean).not.toBe(lit.at(-1)!.mean);
    const mirrored = columnMeans(
      takeView(white, { ...still, distance: 1.5, tiltDegrees: -40 }, SIZE, table, random.next),
    ).reverse();
    means.forEach((mean, column) => {
      expect(mirrored[column]).toBeCloseTo(mean, 0);
    });
  });

  test('noise has the deviation that was asked for', () => {
    const grey = createScene({
      data: new Uint8ClampedArray(100 * 100 * 4).fill(128),
      width: 100,
      height: 100,
    });
    const { data } = takeView(
      grey,
      { ...still, distance: 0.5, noise: 10 },
      SIZE,
      table,
      random.next,
    );
    const values = Array.from({ length: data.length / 4 }, (_, index) => data[index * 4] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeGreaterThan(126);
    expect(mean).toBeLessThan(130);
    expect(Math.sqrt(variance)).toBeGreaterThan(9);
    expect(Math.sqrt(variance)).toBeLessThan(11);
  });

  test('views are kept inside their bounds, whatever is asked', () => {
    expect(
      boundedView({
        distance: Number.NaN,
        x: -4,
        y: Number.POSITIVE_INFINITY,
        tiltDegrees: 200,
        blurPx: -1,
        noise: 1e9,
      }),
    ).toEqual({ distance: 0.4, x: 0, y: 0, tiltDegrees: 60, blurPx: 0, noise: 24 });
  });

  test('the hand sways a little and never far', () => {
    const places = Array.from({ length: 100 }, (_, index) => swayed(FIRST_VIEW, index * 37).x);
    expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(0.004);
    expect(Math.max(...places) - Math.min(...places)).toBeLessThan(0.02);
  });
});
