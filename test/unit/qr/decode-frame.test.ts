import { describe, expect, test } from 'vitest';
import { decodeFrame, openEngines } from '#qr/decode/decoder.ts';
import type { Engines } from '#qr/decode/engine.ts';
import { jsqrEngine } from '#qr/decode/jsqr-engine.ts';
import { drawMatrix, QUIET_ZONE_MODULES } from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';
import type { RgbaPicture } from '#qr/picture.ts';
import { CODE_FREE_KINDS, codeFreePicture } from '../../support/code-free-pictures.ts';
import { hardPicture } from '../../support/hard-pictures.ts';
import {
  addNoise,
  blank,
  codeSheet,
  lay,
  photographed,
  toRgba,
  turnedSquare,
} from '../../support/qr-pictures.ts';
import { seeded } from '../../support/seeded.ts';
import { bothEngines } from '../../support/zxing-file.ts';

const TEXT = 'upi://pay?pa=shop@simbank&pn=Shop&cu=INR&am=20.00';
const matrix = drawMatrix(TEXT);
/** Every look at every size, on a machine that is busy with other tests. */
const SLOW_MS = 90_000;
const both = await bothEngines();
const jsqrOnly: Engines = { zxing: null, jsqr: jsqrEngine };

/** Time stands still, so what is found does not depend on how busy the machine is. */
const readAt = (mode: 'still' | 'video', engines: Engines, picture: RgbaPicture, turn = 0) =>
  decodeFrame(
    engines,
    picture.data,
    picture.width,
    picture.height,
    { mode, turn, budgetMs: 1 },
    () => 0,
  );

const textsOf = async (...asked: Parameters<typeof readAt>): Promise<string[]> =>
  (await readAt(...asked)).codes.map((code) => code.text);

const PICTURES: readonly (readonly [string, RgbaPicture])[] = [
  ['straight on', photographed(matrix)],
  ['upside down', photographed(matrix, { degrees: 180 })],
  ['turned 33 degrees', photographed(matrix, { degrees: 33 })],
  ['skewed', photographed(matrix, { degrees: 10, skew: 0.1, seed: 4 })],
  ['noisy, sd 7', photographed(matrix, { noise: 7 })],
  ['noisy, sd 7, and dim', photographed(matrix, { noise: 7, dark: 10, light: 80, background: 60 })],
  ['of low contrast', photographed(matrix, { noise: 2, dark: 110, light: 150, background: 130 })],
  ['small in a large frame', photographed(matrix, { width: 1600, height: 1200, sidePx: 220 })],
];

describe('a code that is', () => {
  test.each(PICTURES)('%s is read by zxing at first look', async (_, picture) => {
    for (const mode of ['still', 'video'] as const) {
      const result = await readAt(mode, both, picture);
      expect(result.codes.map((code) => code.text)).toEqual([TEXT]);
      expect(result.decoder).toBe('zxing');
    }
  });

  test.each(PICTURES)(
    '%s is read without WebAssembly too',
    async (_, picture) => {
      expect(await textsOf('still', jsqrOnly, picture)).toEqual([TEXT]);
    },
    SLOW_MS,
  );

  test('light on dark is read', async () => {
    const inverted = photographed(matrix, { dark: 235, light: 20, background: 60 });
    expect(await textsOf('still', both, inverted)).toEqual([TEXT]);
    expect(await textsOf('still', jsqrOnly, inverted)).toEqual([TEXT]);
  });

  test('in a corner is read within two frames without WebAssembly: middle, then all', async () => {
    const canvas = blank(1280, 720);
    lay(canvas, codeSheet(matrix), matrix.size + 8, turnedSquare({ x: 170, y: 170 }, 300, 5));
    const picture = toRgba(addNoise(canvas, 7, seeded(3)));
    expect(await textsOf('video', jsqrOnly, picture, 0)).toEqual([]);
    expect(await textsOf('video', jsqrOnly, picture, 1)).toEqual([TEXT]);
  });

  test('drawn on a transparent ground is read, black or white', async () => {
    for (const ink of [0, 255]) {
      const { data, width, height } = drawRgba(matrix);
      const clear = data.map((value, index) => {
        const isDark = data[index - (index % 4)] === 0;
        if (index % 4 === 3) return isDark ? 255 : 0;
        return isDark ? ink : value && ink;
      });
      expect(await textsOf('still', both, { data: clear, width, height })).toEqual([TEXT]);
    }
  });

  test.each([
    ['blurred', 3],
    ['motion', 3],
    ['low contrast', 3],
    ['shadow', 3],
    ['glare', 11],
    ['scratched', 8],
    ['dots', 3],
    ['worst', 3],
  ])(
    'hard (%s) and not read at first look is read by a later one',
    async (kind, seed) => {
      const { picture, text } = hardPicture(kind, seed * 7_919);
      expect(await both.zxing?.read(picture, 'local', true)).toEqual([]);
      expect(await textsOf('still', both, picture)).toEqual([text]);
    },
    SLOW_MS,
  );
});

describe('corners', () => {
  const degrees = 20;
  const sidePx = 330;
  const square = turnedSquare({ x: 320, y: 240 }, sidePx, degrees);
  const inner = turnedSquare(
    { x: 320, y: 240 },
    (sidePx * matrix.size) / (matrix.size + 2 * QUIET_ZONE_MODULES),
    degrees,
  );
  const canvas = blank(640, 480);
  lay(canvas, codeSheet(matrix), matrix.size + 2 * QUIET_ZONE_MODULES, square);
  const picture = toRgba(addNoise(canvas, 7, seeded(5)));

  test.each([
    ['zxing, still', both, 'still', 0],
    ['jsqr, still', jsqrOnly, 'still', 0],
    ['jsqr, video middle', jsqrOnly, 'video', 0],
    ['jsqr, video whole', jsqrOnly, 'video', 1],
  ] as const)('lie where the code is: %s', async (_, engines, mode, turn) => {
    const { codes } = await readAt(mode, engines, picture, turn);
    expect(codes).toHaveLength(1);
    codes[0]?.corners.forEach((corner, index) => {
      const wanted = inner[index] ?? { x: 0, y: 0 };
      expect(Math.hypot(corner.x - wanted.x, corner.y - wanted.y)).toBeLessThan(12);
    });
  });
});

describe('several codes', () => {
  const other = drawMatrix('upi://pay?pa=other@simbank&pn=Other');
  const picture = (second: typeof matrix): RgbaPicture => {
    const canvas = blank(900, 480);
    const at = (x: number) => turnedSquare({ x, y: 240 }, 330, 4);
    lay(canvas, codeSheet(matrix), matrix.size + 8, at(230));
    lay(canvas, codeSheet(second), second.size + 8, at(670));
    return toRgba(canvas);
  };

  test('are all returned, so that a person can choose', async () => {
    const texts = await textsOf('video', both, picture(other));
    expect(texts.toSorted()).toEqual([other.text, TEXT].toSorted());
  });

  test('of one text are one', async () => {
    expect(await textsOf('video', both, picture(matrix))).toEqual([TEXT]);
  });
});

describe('without a code', () => {
  test.each(CODE_FREE_KINDS)(
    '%s says nothing',
    async (kind) => {
      const picture = codeFreePicture(kind, 7, 240, 180);
      expect(await readAt('still', both, picture)).toEqual({ codes: [], ms: 0, decoder: null });
      for (let turn = 0; turn < 8; turn++) {
        expect(await textsOf('video', both, picture, turn)).toEqual([]);
      }
    },
    SLOW_MS,
  );

  test('the search ends when its time is up', async () => {
    const picture = codeFreePicture('random modules', 3);
    let clock = 0;
    let looks = 0;
    const counting: Engines = {
      zxing: {
        name: 'zxing',
        read: async () => {
          clock += 100;
          looks++;
          return [];
        },
      },
      jsqr: { ...jsqrEngine, read: async () => [] },
    };
    const { data, width, height } = picture;
    const options = { mode: 'still', budgetMs: 500 } as const;
    await decodeFrame(counting, data, width, height, options, () => clock);
    expect(looks).toBe(5);
  });
});

describe('a picture is refused', () => {
  test.each([
    ['without pixels', 0, 0, 0, 'PICTURE_SIZE'],
    ['without width', 0, 480, 0, 'PICTURE_SIZE'],
    ['of negative size', -640, -480, 640 * 480 * 4, 'PICTURE_SIZE'],
    ['of half pixels', 1.5, 2, 12, 'PICTURE_SIZE'],
    ['of no known size', Number.NaN, 480, 0, 'PICTURE_SIZE'],
    ['with fewer pixels than it says', 640, 480, 640 * 480, 'PICTURE_SIZE'],
    ['that is too wide', 20_001, 1, 20_001 * 4, 'PICTURE_TOO_LARGE'],
    ['with too many pixels', 10_000, 5_001, 4, 'PICTURE_TOO_LARGE'],
  ])('%s', async (_, width, height, bytes, code) => {
    const data = new Uint8ClampedArray(bytes);
    await expect(decodeFrame(both, data, width, height, { mode: 'video' })).rejects.toMatchObject({
      name: 'QrError',
      code,
    });
  });

  test.each([
    [1, 1],
    [1, 3000],
    [2, 2],
    [3000, 1],
  ])('not for being %i x %i', async (width, height) => {
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (const engines of [both, jsqrOnly]) {
      const { codes } = await readAt('still', engines, { data, width, height });
      expect(codes).toEqual([]);
    }
  });
});

test('where WebAssembly is refused jsQR reads and the reason is told', async () => {
  const { engines, refused } = await openEngines({ bytes: new Uint8Array([0, 1, 2, 3]) });
  expect(engines.zxing).toBeNull();
  expect(refused).toBeInstanceOf(Error);
  expect(await textsOf('video', engines, photographed(matrix, { noise: 7 }))).toEqual([TEXT]);
});
