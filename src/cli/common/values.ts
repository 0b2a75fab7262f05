import { InvalidArgumentError } from 'commander';
import { rupeesToPaise } from '#shared/money.ts';
import { BANK_PORT } from '#shared/ports.ts';
import { normaliseMobile } from '#shared/vpa.ts';

/** Values of the command line, read the same way by every command. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port === 0 || port > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 65535.');
  }
  return port;
}

/** "20", "20.5" or "20.00" rupees to paise. */
export function parseRupees(text: string): number {
  const paise = rupeesToPaise(text);
  if (paise === undefined) {
    throw new InvalidArgumentError('It must be rupees with at most two decimals, such as 20.50.');
  }
  return paise;
}

export function parseAmount(text: string): number {
  const paise = parseRupees(text);
  if (paise === 0) throw new InvalidArgumentError('It must be more than zero.');
  return paise;
}

export function parseMobile(text: string): string {
  const mobile = normaliseMobile(text);
  if (mobile === undefined) {
    throw new InvalidArgumentError('It must be an Indian mobile number of ten digits.');
  }
  return mobile;
}

export interface BankAddressOption {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, `wss://host:port` or `host`; port 5000 when none is named. */
export function parseBank(text: string): BankAddressOption {
  const withScheme = text.includes('://') ? text : `wss://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  const isBank =
    url !== undefined &&
    ['wss:', 'tls:'].includes(url.protocol) &&
    url.hostname !== '' &&
    url.username === '' &&
    ['', '/'].includes(url.pathname);
  if (!isBank) throw new InvalidArgumentError('It must look like 192.168.1.5:5000.');
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || BANK_PORT };
}

export const LOCAL_BANK: BankAddressOption = { host: '127.0.0.1', port: BANK_PORT };
