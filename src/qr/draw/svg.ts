import { type QrMatrix, QUIET_ZONE_MODULES, sideModules } from './matrix.ts';

/** One path of horizontal runs, offset by the quiet zone; one unit is one module. */
export function svgPath(matrix: QrMatrix): string {
  const parts: string[] = [];
  for (let row = 0; row < matrix.size; row++) {
    let column = 0;
    while (column < matrix.size) {
      const start = column;
      while (column < matrix.size && matrix.modules[row * matrix.size + column] === 1) column++;
      const length = column - start;
      if (length > 0) {
        parts.push(
          `M${start + QUIET_ZONE_MODULES} ${row + QUIET_ZONE_MODULES}h${length}v1h-${length}z`,
        );
      } else {
        column++;
      }
    }
  }
  return parts.join('');
}

/**
 * A standalone SVG document without a fixed size: the page gives it one. The text is not written
 * into the file, so nothing needs escaping and the picture says only what the code says.
 */
export function drawSvg(matrix: QrMatrix): string {
  const side = sideModules(matrix);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/>` +
    `<path fill="#000" d="${svgPath(matrix)}"/></svg>`
  );
}
