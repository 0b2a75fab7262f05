export interface RovingGrid {
  readonly count: number;
  /** 1 for a vertical list, `count` for a row. */
  readonly columns: number;
  /** Indices that cannot take focus: gaps and disabled keys. */
  readonly isSkipped?: ((index: number) => boolean) | undefined;
  /** Left from the first goes to the last. Only sideways. @default false */
  readonly wraps?: boolean | undefined;
}

const firstFree = (grid: RovingGrid, from: number, step: number): number | undefined => {
  for (let index = from; index >= 0 && index < grid.count; index += step) {
    if (!grid.isSkipped?.(index)) return index;
  }
  return undefined;
};

/**
 * Where focus goes from `index` on an arrow, Home or End key (WAI-ARIA roving tabindex);
 * undefined for every other key and when there is nowhere to go.
 */
export function rovingTarget(grid: RovingGrid, index: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return firstFree(grid, index + 1, 1) ?? (grid.wraps ? firstFree(grid, 0, 1) : undefined);
    case 'ArrowLeft':
      return (
        firstFree(grid, index - 1, -1) ??
        (grid.wraps ? firstFree(grid, grid.count - 1, -1) : undefined)
      );
    case 'ArrowDown':
      return firstFree(grid, index + grid.columns, grid.columns);
    case 'ArrowUp':
      return firstFree(grid, index - grid.columns, -grid.columns);
    case 'Home':
      return firstFree(grid, 0, 1);
    case 'End':
      return firstFree(grid, grid.count - 1, -1);
    default:
      return undefined;
  }
}
