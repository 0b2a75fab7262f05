import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Placement, placeDevice } from '#main/electron/placement.ts';

const area = { x: 0, y: 25, width: 1920, height: 1055 };
const phone = { width: 430, height: 892 };

describe('placing device windows', () => {
  test('side by side from the left', () => {
    const places: Placement[] = [];
    for (let count = 0; count < 4; count += 1) places.push(placeDevice(phone, places, area));
    expect(places.map(({ x }) => x)).toEqual([0, 442, 884, 1326]);
    expect(places.every(({ y, zoom }) => y === 37 && zoom === 1)).toBe(true);
  });

  test('a gap that was closed is used again', () => {
    const places = [placeDevice(phone, [], area)];
    places.push(placeDevice(phone, places, area), placeDevice(phone, places, area));
    expect(placeDevice(phone, places.slice(1), area).x).toBe(0);
  });

  test('a full screen cascades', () => {
    const places: Placement[] = [];
    for (let count = 0; count < 6; count += 1) places.push(placeDevice(phone, places, area));
    expect(places[4]).not.toMatchObject({ x: places[5]?.x });
  });

  test('a device taller than the screen is zoomed out in steps', () => {
    const place = placeDevice({ width: 512, height: 956 }, [], {
      x: 0,
      y: 0,
      width: 1280,
      height: 720,
    });
    expect(place).toMatchObject({ zoom: 0.75, width: 384, height: 717, y: 3 });
  });

  test('never outside the work area, whatever is there already', () => {
    const rectangle = fc.record({
      x: fc.integer({ min: -4_000, max: 4_000 }),
      y: fc.integer({ min: -4_000, max: 4_000 }),
      width: fc.integer({ min: 800, max: 4_000 }),
      height: fc.integer({ min: 600, max: 3_000 }),
    });
    fc.assert(
      fc.property(rectangle, fc.array(rectangle, { maxLength: 40 }), (screen, others) => {
        const place = placeDevice({ width: 512, height: 956 }, others, screen);
        expect(place.x).toBeGreaterThanOrEqual(screen.x);
        expect(place.y).toBeGreaterThanOrEqual(screen.y);
        expect(place.x + place.width).toBeLessThanOrEqual(screen.x + screen.width);
        expect(place.y + place.height).toBeLessThanOrEqual(screen.y + screen.height);
        expect(place.zoom).toBeGreaterThan(0.49);
      }),
    );
  });
});
