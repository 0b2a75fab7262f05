import { useEffect, useMemo, useRef } from 'react';
import { drawMatrix, MIN_MODULE_PX, modulePxFor, sideModules } from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';

/** Pixels of the drawn code on a side, before the browser fits it to the card. */
const CODE_SIDE_PX = 800;
/** Smallest code on the card, CSS pixels. */
const CARD_SIDE_PX = 384;

/** A code at full brightness, also in the dark theme: black on white, quiet zone included. */
export function QrCard({ link, label }: { readonly link: string; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useMemo(() => {
    const matrix = drawMatrix(link);
    return {
      ...drawRgba(matrix, modulePxFor(matrix, CODE_SIDE_PX)),
      cssPx: Math.max(sideModules(matrix) * MIN_MODULE_PX, CARD_SIDE_PX),
    };
  }, [link]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const pixels = new Uint8ClampedArray(picture.data);
    context?.putImageData(new ImageData(pixels, picture.width, picture.height), 0, 0);
  }, [picture]);
  return (
    <div className="pos-card">
      <canvas
        ref={canvas}
        data-code
        role="img"
        aria-label={label}
        width={picture.width}
        height={picture.height}
        style={{ width: picture.cssPx }}
      />
    </div>
  );
}
