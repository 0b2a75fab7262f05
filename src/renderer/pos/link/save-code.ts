import { drawMatrix } from '#qr/draw/matrix.ts';
import { stickerFileName } from '#qr/draw/sticker-file-name.ts';
import { drawStickerSvg } from '#qr/draw/sticker-svg.ts';
import { toBase64, utf8 } from '#shared/bytes.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';

/** The code as a file for people: a sticker with the shop's name, as PNG, SVG or on paper. */
export interface PrintedCode {
  readonly link: string;
  readonly name: string;
  readonly vpa: string;
  readonly shortCode: string;
  /** Distinguishes the file of one order from the sticker's. */
  readonly suffix?: string | undefined;
}

const svgOf = (code: PrintedCode): string =>
  drawStickerSvg({
    matrix: drawMatrix(code.link),
    merchantName: code.name,
    vpa: code.vpa,
    shortCode: code.shortCode,
  });

const svgUrl = (svg: string): string => `data:image/svg+xml;base64,${toBase64(utf8(svg))}`;

async function pngOf(code: PrintedCode): Promise<string> {
  const picture = new Image();
  picture.src = svgUrl(svgOf(code));
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

/** Plain ASCII, as `files.save` wants it. */
const fileName = (code: PrintedCode, extension: 'png' | 'svg'): string => {
  const name = stickerFileName(code.name, extension).replace(/[^A-Za-z0-9._-]/g, '');
  const plain = /^[A-Za-z0-9]/.test(name) ? name : `merchant_qr.${extension}`;
  return code.suffix ? plain.replace('_qr.', `_${code.suffix}_qr.`) : plain;
};

/** Answers the saved file's path. */
export async function saveCode(
  api: Pick<SimulatorApi, 'call'>,
  code: PrintedCode,
  extension: 'png' | 'svg',
): Promise<string> {
  const base64 = extension === 'png' ? await pngOf(code) : toBase64(utf8(svgOf(code)));
  const { path } = await api.call('files.save', { name: fileName(code, extension), base64 });
  return path;
}

/** Opens the system's print dialog with the sticker alone on the page. */
export async function printCode(code: PrintedCode): Promise<void> {
  const picture = new Image();
  picture.className = 'pos-print';
  picture.alt = code.name;
  picture.src = svgUrl(svgOf(code));
  await picture.decode();
  document.body.append(picture);
  window.print();
  picture.remove();
}
