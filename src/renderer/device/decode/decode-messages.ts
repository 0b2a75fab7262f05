import type { Pixels, VirtualView } from '../frames/frame-source.ts';

/** What the phone and its decode worker say to each other; one request at a time. */
export type DecodeRequest = { readonly id: number } & (
  | { readonly kind: 'video' | 'still'; readonly bitmap: Pixels }
  /** `bitmap` is the looked-at screen's newest picture, absent when it has not changed. */
  | {
      readonly kind: 'view';
      readonly bitmap?: Pixels;
      readonly view: VirtualView;
      /** False: only take the picture. */
      readonly isToBeRead: boolean;
    }
);

/** A code with its corners as shares of the picture's width and height, clockwise. */
export interface ReadCode {
  readonly text: string;
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

/** What one picture told. */
export interface Reading {
  readonly codes: readonly ReadCode[];
  /** Mean brightness, 0 to 255. */
  readonly brightness: number;
  readonly decodeMs: number;
  readonly width: number;
  readonly height: number;
  /** What the virtual camera took; only for views. */
  readonly picture?: ImageBitmap;
}

export type DecodeAnswer = { readonly id: number } & (
  | { readonly ok: true; readonly reading: Reading }
  | { readonly ok: false; readonly message: string }
);
