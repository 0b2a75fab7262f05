import type { Point, RgbaPicture } from '../picture.ts';

/** Clockwise in the picture's pixels, from the corner that is top left when the code is upright. */
export type Corners = readonly [Point, Point, Point, Point];

export interface DecodedCode {
  readonly text: string;
  readonly corners: Corners;
}

export type DecoderName = 'zxing' | 'jsqr';

/** How dark is told from light: by the neighbourhood, by the whole picture, or at mid-grey. */
export type Threshold = 'local' | 'global' | 'fixed';

/** One look at one picture. Codes without text are left out. */
export interface Engine {
  readonly name: DecoderName;
  read(picture: RgbaPicture, threshold: Threshold, inverted: boolean): Promise<DecodedCode[]>;
}

/** The engines at hand. */
export interface Engines {
  /** null where WebAssembly is refused. */
  readonly zxing: Engine | null;
  readonly jsqr: Engine;
}

/** What a look found and by whom. */
export interface Found {
  readonly codes: readonly DecodedCode[];
  readonly decoder: DecoderName;
}

export type NowMs = () => number;
