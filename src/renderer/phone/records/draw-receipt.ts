import type { PaymentRow } from '#shared/protocol/payments.ts';
import { formatMoney, type Language } from '../../ui/index.ts';
import { fullTime } from '../parts/time-texts.ts';
import { isBank } from '../state/payment-facts.ts';

/** The receipt as a picture for sharing; it says itself that a picture proves nothing. */
export interface ReceiptPicture {
  readonly row: PaymentRow;
  readonly language: Language;
  readonly status: string;
  readonly words: Readonly<
    Record<'head' | 'foot' | 'payer' | 'payee' | 'bank' | 'when' | 'rrn' | 'note', string>
  >;
}

const WIDTH = 720;
const MARGIN = 56;
const LINE = 46;
const INK = '#1b1a17';
const INK_2 = '#5d574c';
const FONT = "'Inter Variable', 'Noto Sans Devanagari Variable', system-ui, sans-serif";

const linesOf = ({
  row,
  language,
  words,
}: ReceiptPicture): readonly (readonly [string, string])[] =>
  [
    [words.payee, isBank(row.payeeName) ? words.bank : `${row.payeeName}, ${row.payee}`],
    [words.payer, isBank(row.payerName) ? words.bank : `${row.payerName}, ${row.payer}`],
    [words.when, fullTime(row.timeMs, language)],
    [words.rrn, row.rrn],
    ...(row.note ? [[words.note, row.note] as const] : []),
  ] as const;

/** Cut with dots where the line ends. */
function fitted(context: CanvasRenderingContext2D, text: string, widthPx: number): string {
  if (context.measureText(text).width <= widthPx) return text;
  let kept = text;
  while (kept.length > 1 && context.measureText(`${kept}…`).width > widthPx) {
    kept = kept.slice(0, -1);
  }
  return `${kept}…`;
}

function drawHead(context: CanvasRenderingContext2D, picture: ReceiptPicture): void {
  context.textAlign = 'center';
  context.fillStyle = INK_2;
  context.font = `600 24px ${FONT}`;
  context.fillText(picture.words.head, WIDTH / 2, 72);
  context.fillStyle = INK;
  context.font = `600 76px ${FONT}`;
  context.fillText(formatMoney(picture.row.amountPaise), WIDTH / 2, 168);
  context.fillStyle = picture.row.status === 'SUCCESS' ? '#186a42' : '#b3261e';
  context.font = `600 28px ${FONT}`;
  context.fillText(picture.status, WIDTH / 2, 218);
}

function drawLines(context: CanvasRenderingContext2D, picture: ReceiptPicture): number {
  let y = 290;
  for (const [label, value] of linesOf(picture)) {
    context.fillStyle = INK_2;
    context.textAlign = 'left';
    context.font = `400 22px ${FONT}`;
    context.fillText(label, MARGIN, y);
    const labelWidth = context.measureText(label).width;
    context.fillStyle = INK;
    context.textAlign = 'right';
    context.font = `500 24px ${FONT}`;
    const room = WIDTH - 2 * MARGIN - labelWidth - 24;
    context.fillText(fitted(context, value, room), WIDTH - MARGIN, y);
    y += LINE;
  }
  return y;
}

/** @throws Error when the browser gives no picture. */
export async function drawReceipt(picture: ReceiptPicture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = 290 + linesOf(picture).length * LINE + 80;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no pictures.');
  context.fillStyle = '#fffdf8';
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawHead(context, picture);
  const end = drawLines(context, picture);
  context.fillStyle = INK_2;
  context.textAlign = 'center';
  context.font = `400 20px ${FONT}`;
  context.fillText(picture.words.foot, WIDTH / 2, end + 24);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture could not be made.');
  return blob;
}
