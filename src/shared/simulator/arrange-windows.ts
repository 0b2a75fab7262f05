import type { DeviceSize } from './device-profiles.ts';
import type { WindowPlace } from './records.ts';

const GAP_PX = 12;
/** Smaller ones could not be read; the windows overlap instead. */
const SCALE_MIN = 0.5;

interface Row {
  readonly sizes: readonly DeviceSize[];
  readonly width: number;
  readonly height: number;
}

function rowsOf(sizes: readonly DeviceSize[], count: number): Row[] {
  const perRow = Math.ceil(sizes.length / count);
  return Array.from({ length: Math.ceil(sizes.length / perRow) }, (_, index) => {
    const row = sizes.slice(index * perRow, (index + 1) * perRow);
    return {
      sizes: row,
      width: row.reduce((sum, { width }) => sum + width, 0),
      height: Math.max(...row.map(({ height }) => height)),
    };
  });
}

/** How much windows in these rows must shrink so that all fit with gaps between them. */
function scaleOf(rows: readonly Row[], area: WindowPlace): number {
  const across = rows.map(({ sizes, width }) => (area.width - GAP_PX * (sizes.length - 1)) / width);
  const tall = rows.reduce((sum, { height }) => sum + height, 0);
  return Math.min(1, (area.height - GAP_PX * (rows.length - 1)) / tall, ...across);
}

/** Rows that let the windows be largest. */
function bestRows(sizes: readonly DeviceSize[], area: WindowPlace): Row[] {
  let best = rowsOf(sizes, 1);
  for (let count = 2; count <= sizes.length; count++) {
    const rows = rowsOf(sizes, count);
    if (scaleOf(rows, area) > scaleOf(best, area)) best = rows;
  }
  return best;
}

/**
 * Places for windows side by side, in their order, as large as the area lets them be and never
 * larger than they want. Too many to be read that way overlap evenly, and none leaves the area.
 */
export function arrangeWindows(sizes: readonly DeviceSize[], area: WindowPlace): WindowPlace[] {
  if (sizes.length === 0) return [];
  const rows = bestRows(sizes, area);
  const scale = Math.max(SCALE_MIN, scaleOf(rows, area));
  const tallest = Math.max(...rows.map(({ height }) => height)) * scale;
  const step =
    rows.length > 1 ? (area.height - Math.min(tallest, area.height)) / (rows.length - 1) : 0;
  return rows.flatMap((row, index) => {
    const widths = row.sizes.map(({ width }) => Math.min(Math.floor(width * scale), area.width));
    const free = area.width - widths.reduce((sum, width) => sum + width, 0);
    const gap = row.sizes.length > 1 ? Math.min(GAP_PX, free / (row.sizes.length - 1)) : 0;
    const top = area.top + Math.floor(Math.min(step, tallest + GAP_PX) * index);
    let left = area.left;
    return row.sizes.map(({ height }, column) => {
      const width = widths[column] ?? 0;
      const most = area.left + area.width - width;
      const place = {
        ...{ left: Math.floor(Math.max(area.left, Math.min(left, most))), top, width },
        height: Math.min(Math.floor(height * scale), area.height),
      };
      left += width + gap;
      return place;
    });
  });
}
