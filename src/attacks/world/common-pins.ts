import { nodeCrypto } from '#wire/node-crypto.ts';

/**
 * The PINs people choose most, most frequent first: the top 20 of 3.4 million four-digit passwords
 * (DataGenetics, "PIN analysis", 2012), which every fourth person uses.
 */
export const COMMON_PINS = [
  ...['1234', '1111', '0000', '1212', '7777', '1004', '2000', '4444', '2222', '6969'],
  ...['9999', '3333', '5555', '6666', '1122', '1313', '8888', '4321', '2001', '1010'],
] as const;

/** One of them by chance, not among the first `from`. */
export function anyCommonPin(from: number): string {
  const [byte = 0] = nodeCrypto.randomBytes(1);
  const index = from + (byte % (COMMON_PINS.length - from));
  return COMMON_PINS[index] ?? COMMON_PINS[from] ?? '1234';
}
