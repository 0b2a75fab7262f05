import { DEVICE_ID_PATTERN, UID_PATTERN } from '#shared/ids.ts';
import { MAX_PAISE } from '#shared/money.ts';
import { MAX_ORDER_LENGTH } from '#shared/payment-order.ts';
import { MAX_ITERATIONS, SIMULATED_ITERATIONS } from '#shared/pin-proof.ts';
import { MOBILE_PATTERN } from '#shared/vpa.ts';
import type { ServerMethod } from './access.ts';

/**
 * The hot methods' parameters recognised by hand: a third of the schemas' time. Only ever says
 * that the schema would accept them unchanged; anything else is left to the schema, which also
 * words the refusal. A test holds both against each other.
 */
type QuickCheck = (params: Readonly<Record<string, unknown>>) => boolean;

const BYTES_16 = /^[A-Za-z0-9_-]{22}$/;
const BYTES_32 = /^[A-Za-z0-9_-]{43}$/;
const BYTES_64 = /^[A-Za-z0-9_-]{86}$/;
const BASE64_URL = /^[A-Za-z0-9_-]*$/;
/** ASCII without spaces at its ends; other names are the schema's business. */
const SIMPLE_NAME = /^[!-~](?:[ -~]{0,97}[!-~])?$/;
const PAISE = /^(?:0|[1-9][0-9]{0,12})$/;
const BANK_ID_MAX_LENGTH = 64;
const BOX_MAX_LENGTH = 64 * 1_024;
const COUNTER_MAX = 2 ** 32;

const fits = (value: unknown, pattern: RegExp): boolean =>
  typeof value === 'string' && pattern.test(value);

const isWithin = (value: unknown, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

/** An object with exactly this many members; which ones they are shows when they are read. */
const isObjectOf = (value: unknown, members: number): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === members;

const isPinProof = (pin: unknown): boolean =>
  isObjectOf(pin, 2) && fits(pin.clientNonce, BYTES_16) && fits(pin.proof, BYTES_32);

const isVerifier = (pin: unknown): boolean =>
  isObjectOf(pin, 4) &&
  fits(pin.salt, BYTES_16) &&
  isWithin(pin.iterations, SIMULATED_ITERATIONS, MAX_ITERATIONS) &&
  fits(pin.storedKey, BYTES_32) &&
  fits(pin.serverKey, BYTES_32);

const isDeviceKey = (device: unknown): boolean =>
  isObjectOf(device, 3) &&
  fits(device.deviceId, DEVICE_ID_PATTERN) &&
  fits(device.publicKey, BYTES_32) &&
  fits(device.signature, BYTES_64);

/** Params of `payment.submit`, sealed or not. */
export const isQuickPayment = (params: unknown): boolean =>
  isObjectOf(params, 3) &&
  typeof params.order === 'string' &&
  params.order.length >= 2 &&
  params.order.length <= MAX_ORDER_LENGTH &&
  fits(params.signature, BYTES_64) &&
  isPinProof(params.pin);

const QUICK_CHECKS: Readonly<Partial<Record<ServerMethod, QuickCheck>>> = {
  'payment.submit': isQuickPayment,
  'session.call': (params) =>
    isObjectOf(params, 3) &&
    fits(params.sessionId, BYTES_16) &&
    isWithin(params.counter, 0, COUNTER_MAX) &&
    fits(params.box, BASE64_URL) &&
    (params.box as string).length <= BOX_MAX_LENGTH,
  'session.open': (params) =>
    isObjectOf(params, 6) &&
    typeof params.bankId === 'string' &&
    params.bankId.length <= BANK_ID_MAX_LENGTH &&
    fits(params.clientKey, BYTES_32) &&
    fits(params.clientNonce, BYTES_16) &&
    fits(params.deviceId, DEVICE_ID_PATTERN) &&
    fits(params.uid, UID_PATTERN) &&
    fits(params.signature, BYTES_64),
  'user.register': (params) =>
    isObjectOf(params, 5) &&
    fits(params.name, SIMPLE_NAME) &&
    fits(params.mobile, MOBILE_PATTERN) &&
    isVerifier(params.pin) &&
    fits(params.openingBalancePaise, PAISE) &&
    Number(params.openingBalancePaise) <= MAX_PAISE &&
    isDeviceKey(params.device),
};

/** Whether the method's schema would surely take these parameters as they are. */
export const isQuicklyRight = (
  method: ServerMethod,
  params: Readonly<Record<string, unknown>>,
): boolean => QUICK_CHECKS[method]?.(params) ?? false;
