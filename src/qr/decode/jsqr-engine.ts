import jsqrModule from 'jsqr';
import type { Engine } from './engine.ts';

interface JsqrCode {
  readonly data: string;
  readonly location: Record<
    'topLeftCorner' | 'topRightCorner' | 'bottomRightCorner' | 'bottomLeftCorner',
    { readonly x: number; readonly y: number }
  >;
}

type Jsqr = (
  data: Uint8ClampedArray,
  width: number,
  height: number,
  options: { readonly inversionAttempts: 'dontInvert' | 'attemptBoth' },
) => JsqrCode | null;

/** CommonJS: Node hands over the module, a bundler its default export. */
const loaded = jsqrModule as unknown as Jsqr | { readonly default: Jsqr };
const jsqr: Jsqr = typeof loaded === 'function' ? loaded : loaded.default;

/**
 * jsQR: plain JavaScript, needs no WebAssembly, finds one code. It thresholds by itself and must
 * see smoothed, scaled-down pictures only: on a raw camera frame it fails and takes 20 times longer.
 */
export const jsqrEngine: Engine = {
  name: 'jsqr',
  read: async ({ data, width, height }, _threshold, inverted) => {
    const pixels = data instanceof Uint8ClampedArray ? data : new Uint8ClampedArray(data);
    const inversionAttempts = inverted ? 'attemptBoth' : 'dontInvert';
    const code = jsqr(pixels, width, height, { inversionAttempts });
    if (!code || code.data === '') return [];
    const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = code.location;
    return [
      {
        text: code.data,
        corners: [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner],
      },
    ];
  },
};
