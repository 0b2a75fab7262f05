/** Where a picture's points are when it covers a box (CSS `object-fit: cover`). */
export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * @param points shares of the picture's width and height
 * @param isMirrored the box shows the picture left to right
 * @returns pixels of the box; outside it for what the box cuts off
 */
export function coverPoints(
  points: readonly Place[],
  picture: Box,
  box: Box,
  isMirrored: boolean,
): readonly Place[] {
  const scale = Math.max(box.width / picture.width, box.height / picture.height);
  const left = (box.width - picture.width * scale) / 2;
  const top = (box.height - picture.height * scale) / 2;
  return points.map(({ x, y }) => {
    const across = left + x * picture.width * scale;
    return { x: isMirrored ? box.width - across : across, y: top + y * picture.height * scale };
  });
}
