import { BANKS_CODES } from './response-codes/banks.ts';
import { COLLECTS_CODES } from './response-codes/collects.ts';
import { NETWORK_CODES } from './response-codes/network.ts';
import { OUTCOMES_CODES } from './response-codes/outcomes.ts';
import { PAYEE_CODES } from './response-codes/payee.ts';
import { PAYER_CODES } from './response-codes/payer.ts';
import { REQUESTS_CODES } from './response-codes/requests.ts';
import type { ResponseCodeTable } from './response-codes/sentence.ts';

export type { Language, ResponseCodeInfo, Sentence } from './response-codes/sentence.ts';

/**
 * NPCI response codes that this network can answer with: a closed set (NPCI "UPI Error and
 * Response Codes"), every one of which can be provoked. docs/response-codes.md is made from it.
 */
export const RESPONSE_CODES = {
  ...OUTCOMES_CODES,
  ...PAYER_CODES,
  ...PAYEE_CODES,
  ...BANKS_CODES,
  ...NETWORK_CODES,
  ...REQUESTS_CODES,
  ...COLLECTS_CODES,
} as const satisfies ResponseCodeTable;

export type ResponseCode = keyof typeof RESPONSE_CODES;

export const isResponseCode = (code: string): code is ResponseCode =>
  Object.hasOwn(RESPONSE_CODES, code);

export const responseCodes = Object.keys(RESPONSE_CODES) as ResponseCode[];
