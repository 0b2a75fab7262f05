import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeWindows } from '#shared/simulator/arrange-windows.ts';
import type { WindowPlace } from '#shared/simulator/records.ts';

const area = { left: 10, top: 25, width: 1_920, height: 1_055 };
const phone = { width: 434, height: 900 };
const many = (count: number) => Array.from({ length: count }, () => phone);

const overlap = (a: WindowPlace, b: WindowPlace): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;

describe('windows side by side', () => {
  it('as large as they want to be while they fit', () => {
    expect(arrangeWindows(many(3), area)).toEqual([
      { left: 10, top: 25, ...phone },
      { left: 456, top: 25, ...phone },
      { left: 902, top: 25, ...phone },
    ]);
    expect(arrangeWindows([], area)).toEqual([]);
  });

  it.each([2, 4, 5, 6, 8])('%i windows do not cover each other', (count) => {
    const places = arrangeWindows(many(count), area);
    for (const [index, place] of places.entries()) {
      for (const other of places.slice(index + 1)) expect(overlap(place, other)).toBe(false);
    }
  });

  it('stay in the area and keep their order, however many and however small it is', () => {
    const size = fc.record({
      width: fc.integer({ min: 300, max: 700 }),
      height: fc.integer({ min: 500, max: 1_000 }),
    });
    const screen = fc.record({
      left: fc.integer({ min: -2_000, max: 2_000 }),
      top: fc.integer({ min: 0, max: 100 }),
      width: fc.integer({ min: 400, max: 4_000 }),
      height: fc.integer({ min: 400, max: 3_000 }),
    });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 24 }), screen, (sizes, within) => {
        const places = arrangeWindows(sizes, within);
        expect(places).toHaveLength(sizes.length);
        for (const place of places) {
          expect(place.left).toBeGreaterThanOrEqual(within.left - 1);
          expect(place.top).toBeGreaterThanOrEqual(within.top);
          expect(place.left + place.width).toBeLessThanOrEqual(within.left + within.width + 1);
          expect(place.top + place.height).toBeLessThanOrEqual(within.top + within.height + 1);
          expect(place.width).toBeGreaterThan(0);
        }
      }),
    );
  });
});
