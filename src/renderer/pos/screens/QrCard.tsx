import { useEffect, useMemo, useRef } from 'react';
import { drawMatrix, modulePxFor } from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';

/** Pixels of the drawn code on a side, before the browser fits it to the card. */
const CODE_SIDE_PX = 800;

/** A code at full brightness, also in the dark theme: black on white, quiet zone included. */
export function QrCard({ link, label }: { readonly link: string; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useMemo(() => {
    const matrix = drawMatrix(link);
    return drawRgba(matrix, modulePxFor(matrix, CODE_SIDE_PX));
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
      />
    </div>
  );
}
