import { sideModules } from './matrix.ts';
import { layOutSticker, type Sticker } from './sticker.ts';
import { svgPath } from './svg.ts';

const FAMILY = "Inter, 'Noto Sans Devanagari', system-ui, sans-serif";
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
/** Characters that XML 1.0 does not allow at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must drop
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

/** The sticker for print, any script, sharp at any size. @throws QrError as layOutSticker does. */
export function drawStickerSvg(sticker: Sticker): string {
  const layout = layOutSticker(sticker);
  const { widthPx, heightPx, codeLeftPx, codeTopPx, modulePx } = layout;
  const centre = widthPx / 2;
  const lines = layout.lines.map(
    ({ text, sizePx, baselinePx, grey }) =>
      `<text x="${centre}" y="${baselinePx}" font-size="${sizePx.toFixed(2)}" ` +
      `fill="rgb(${grey},${grey},${grey})">${escapeXml(text)}</text>`,
  );
  const side = sideModules(sticker.matrix) * modulePx;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" ` +
      `viewBox="0 0 ${widthPx} ${heightPx}">`,
    `<title>${escapeXml(`QR code of ${sticker.merchantName}`)}</title>`,
    `<path fill="#fff" d="M0 0h${widthPx}v${heightPx}H0z"/>`,
    `<svg x="${codeLeftPx}" y="${codeTopPx}" width="${side}" height="${side}" ` +
      `viewBox="0 0 ${side / modulePx} ${side / modulePx}" shape-rendering="crispEdges">` +
      `<path fill="#000" d="${svgPath(sticker.matrix)}"/></svg>`,
    `<g font-family="${FAMILY}" font-weight="600" text-anchor="middle">${lines.join('')}</g>`,
    '</svg>',
  ].join('\n');
}
