import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Box, coverPoints, type Place } from '../../device/decode/cover.ts';
import type { FrameSource } from '../../device/frames/frame-source.ts';
import { classNames, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import type { SeenCode } from '../state/scanning.ts';

export interface PreviewProps {
  readonly source: FrameSource;
  /** Shown left to right; only the picture, never what the decoder gets. */
  readonly isMirrored: boolean;
  /** A code was found: the picture stands still and the code is outlined. */
  readonly frozen: readonly SeenCode[] | undefined;
}

const sizeOf = (preview: HTMLVideoElement | HTMLCanvasElement): Box =>
  preview instanceof HTMLVideoElement
    ? { width: preview.videoWidth, height: preview.videoHeight }
    : { width: preview.width, height: preview.height };

/** The picture as it is now, on a canvas of its own: the source may stop. */
function snapshot(preview: HTMLVideoElement | HTMLCanvasElement, canvas: HTMLCanvasElement): Box {
  const size = sizeOf(preview);
  canvas.width = size.width;
  canvas.height = size.height;
  if (size.width > 0) canvas.getContext('2d')?.drawImage(preview, 0, 0);
  return size;
}

const middleOf = (corners: readonly Place[]): Place => ({
  x: corners.reduce((sum, corner) => sum + corner.x, 0) / Math.max(corners.length, 1),
  y: corners.reduce((sum, corner) => sum + corner.y, 0) / Math.max(corners.length, 1),
});

/** Outlines of codes over a picture that covers the box; numbered like the choices when several. */
function Outlines({
  codes,
  picture,
  box,
  isMirrored,
}: {
  readonly codes: readonly SeenCode[];
  readonly picture: Box;
  readonly box: Box;
  readonly isMirrored: boolean;
}) {
  return (
    <svg className="phone-outlines" viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
      {codes.map((code, index) => {
        const corners = coverPoints(code.corners, picture, box, isMirrored);
        const middle = middleOf(corners);
        return (
          <g key={code.text}>
            <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
            {codes.length > 1 && (
              <text x={middle.x} y={middle.y}>
                {index + 1}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** What the phone's camera sees, whichever source it is. */
export function Preview({ source, isMirrored, frozen }: PreviewProps) {
  const t = useMessages(scannerMessages);
  const place = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [sizes, setSizes] = useState<{ readonly picture: Box; readonly box: Box }>();
  const isFrozen = frozen !== undefined;

  useEffect(() => {
    place.current?.replaceChildren(source.preview);
  }, [source]);
  useLayoutEffect(() => {
    if (!isFrozen || !still.current || !place.current) return;
    const picture = snapshot(source.preview, still.current);
    const { clientWidth: width, clientHeight: height } = place.current;
    setSizes({ picture, box: { width, height } });
  }, [isFrozen, source]);

  return (
    <div
      className={classNames('phone-preview', isMirrored && 'is-mirrored', isFrozen && 'is-frozen')}
      role="img"
      aria-label={t('viewfinder')}
    >
      <div ref={place} className="phone-preview-live" />
      <canvas ref={still} className="phone-preview-still" hidden={!isFrozen} />
      {frozen && sizes && <Outlines codes={frozen} isMirrored={isMirrored} {...sizes} />}
    </div>
  );
}
