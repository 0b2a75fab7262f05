import { formatRupees, parsePaise } from '#shared/money.ts';
import type { ChargeOrder, PaymentRow } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import type { TerminalIdentity } from '#terminal/terminal-file.ts';
import { qrText } from '../common/qr-text.ts';

/** What happens at a machine without a window; printed for people or, one line each, as JSON. */
export type TerminalHappening =
  | {
      readonly event: 'ready';
      readonly identity: TerminalIdentity;
      readonly staticLink: string;
      readonly isNew: boolean;
    }
  | { readonly event: 'bank'; readonly state: PosState['bank'] }
  | { readonly event: 'charge'; readonly order: ChargeOrder; readonly link: string }
  | { readonly event: 'order'; readonly order: ChargeOrder }
  | { readonly event: 'payment'; readonly row: PaymentRow }
  | { readonly event: 'status'; readonly state: PosState }
  | { readonly event: 'problem'; readonly message: string };

export type TellHappening = (happening: TerminalHappening) => void;

const rupees = (paise: string): string => formatRupees(parsePaise(paise));

const BANK_TEXT: Readonly<Record<PosState['bank'], string>> = {
  online: 'The bank is reached.',
  connecting: 'The connection to the bank ended; trying again.',
  unreachable: 'The bank cannot be reached; trying again until it is back.',
};

function orderText(order: ChargeOrder): string {
  const who = order.payerName ? ` by ${order.payerName}` : '';
  switch (order.state) {
    case 'active':
      return `Waiting for ${rupees(order.amountPaise)}.`;
    case 'scanned':
      return order.lastCode
        ? `${RESPONSE_CODES[order.lastCode].merchant.en} (${order.lastCode}${who})`
        : `The code was scanned${who}.`;
    case 'pending':
      return `${RESPONSE_CODES[order.lastCode ?? '01'].merchant.en} (${order.lastCode}${who})`;
    case 'paid':
      return `The charge of ${rupees(order.amountPaise)} is paid${who}.`;
    case 'failed':
      return `The charge failed${order.lastCode ? ` (${order.lastCode})` : ''}. Charge again.`;
    case 'expired':
      return 'The charge expired. No payment was made for it. Charge again.';
    case 'cancelled':
      return 'The charge was cancelled.';
  }
}

const moved = (row: PaymentRow): string =>
  row.type === 'refund'
    ? `Refunded ${rupees(row.amountPaise)} to ${row.payeeName}. RRN ${row.rrn}`
    : `Received ${rupees(row.amountPaise)} from ${row.payerName} (${row.payer}). RRN ${row.rrn}, ${row.txnId}`;

const rowText = (row: PaymentRow): string =>
  row.status === 'SUCCESS'
    ? moved(row)
    : `${rupees(row.amountPaise)} from ${row.payerName}: ${RESPONSE_CODES[row.code].merchant.en} (${row.code}, ${row.txnId})`;

function readyText(
  { identity, staticLink, isNew }: Extract<TerminalHappening, { event: 'ready' }>,
  code: string,
): string {
  return [
    `${identity.name} is ${isNew ? 'registered' : 'back'}: ${identity.vpa}, ${identity.mid}. No real money.`,
    ...(code ? [code] : []),
    `  code to type    ${identity.vmid}:${identity.port}`,
    `  code to print   ${identity.qrFile}`,
    `  link            ${staticLink}`,
    'Type "charge 20", "status" or "quit".',
  ].join('\n');
}

function statusText(state: PosState): string {
  const last = state.last.map((row) => `  ${new Date(row.timeMs).toISOString()}  ${rowText(row)}`);
  return [
    `Balance ${state.balancePaise === undefined ? 'unknown' : rupees(state.balancePaise)}, today ${rupees(state.dayTotalPaise)} in ${state.dayCount} payments. ${BANK_TEXT[state.bank]}`,
    ...(state.charge ? [orderText(state.charge.order)] : []),
    ...last,
  ].join('\n');
}

/** For people. @param style whether QR codes are drawn, and in terminal colours */
export function happeningText(
  happening: TerminalHappening,
  style: { readonly hasQr: boolean; readonly isColoured: boolean },
): string {
  const code = (text: string): string => (style.hasQr ? qrText(text, style.isColoured) : '');
  switch (happening.event) {
    case 'ready':
      return readyText(happening, code(happening.staticLink));
    case 'bank':
      return BANK_TEXT[happening.state];
    case 'charge':
      return [code(happening.link), happening.link, orderText(happening.order)]
        .filter((line) => line !== '')
        .join('\n');
    case 'order':
      return orderText(happening.order);
    case 'payment':
      return rowText(happening.row);
    case 'status':
      return statusText(happening.state);
    case 'problem':
      return happening.message;
  }
}

/** One JSON line; the merchant's key never leaves its file. */
export function happeningJson(happening: TerminalHappening): string {
  if (happening.event !== 'ready') return JSON.stringify(happening);
  const { identity, staticLink, isNew } = happening;
  const { name, mid, vmid, vpa, port, host, qrFile } = identity;
  const code = `${vmid}:${port}`;
  return JSON.stringify({
    event: 'ready',
    ...{ name, mid, vmid, vpa, host, port, code, qrFile, staticLink, isNew },
  });
}
