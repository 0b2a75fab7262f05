import { drawMatrix, QUIET_ZONE_MODULES } from '#qr/draw/matrix.ts';

/** Two modules per character; the upper one is the foreground of a half block. */
const BLOCKS = { both: '█', upper: '▀', lower: '▄', none: ' ' } as const;
/** Black on white, whatever the colours of the terminal. */
const INK = '\u001b[30;107m';
const RESET = '\u001b[0m';

/**
 * A QR code in characters.
 * @param isColoured with terminal colours; without, dark modules are spaces, as on a dark terminal
 */
export function qrText(text: string, isColoured: boolean): string {
  const { size, modules } = drawMatrix(text);
  const isDark = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < size && column < size && modules[row * size + column] === 1;
  const isInk = (row: number, column: number): boolean => isDark(row, column) === isColoured;
  const lines: string[] = [];
  for (let row = -QUIET_ZONE_MODULES; row < size + QUIET_ZONE_MODULES; row += 2) {
    let line = '';
    for (let column = -QUIET_ZONE_MODULES; column < size + QUIET_ZONE_MODULES; column++) {
      const upper = isInk(row, column);
      const lower = isInk(row + 1, column);
      line += BLOCKS[upper ? (lower ? 'both' : 'upper') : lower ? 'lower' : 'none'];
    }
    lines.push(isColoured ? `${INK}${line}${RESET}` : line);
  }
  return lines.join('\n');
}
