import { createHash } from 'node:crypto';
import { derivePinKeys, SIMULATED_ITERATIONS } from '#shared/pin-proof.ts';
import { hmacKey } from '#wire/fast-hmac.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { FastCrypto } from './fast-crypto.ts';
import { OPENING_BALANCE_PAISE } from './scenarios.ts';
import type { VirtualPhone } from './virtual-phone.ts';

/** Where the mobile numbers of simulated users begin; 6 is a valid first digit. */
const FIRST_MOBILE = 6_000_000_000;
const PIN_RANGE = 10_000;

/** 32 bytes that belong to one user of one seed, so that a run can be repeated. */
const seedBytes = (seed: number, index: number, what: string): Uint8Array =>
  createHash('sha256').update(`upi-sim/stress/${seed}/${index}/${what}`).digest();

/**
 * One simulated user. PIN stretching uses RFC 7677's minimum and happens once, here; it is timed
 * as a phase of its own, because on real phones it runs on as many processors as there are users.
 */
export async function makePhone(
  seed: number,
  index: number,
  crypto: FastCrypto,
): Promise<VirtualPhone> {
  const salt = seedBytes(seed, index, 'salt').slice(0, 16);
  const pin = String((index * 7_919 + seed) % PIN_RANGE).padStart(4, '0');
  const keys = await derivePinKeys(nodeCrypto, pin, salt, SIMULATED_ITERATIONS);
  return {
    index,
    name: `User ${index + 1}`,
    mobile: String(FIRST_MOBILE + (seed % 1_000) * 1_000_000 + index),
    deviceId: `stress-${seed}-${index}`.padEnd(8, '0'),
    key: crypto.phoneKey(seedBytes(seed, index, 'key')),
    pin: {
      salt,
      saltBase64: Buffer.from(salt).toString('base64'),
      iterations: SIMULATED_ITERATIONS,
      storedHmac: hmacKey(keys.storedKey),
      ...keys,
    },
    account: { balancePaise: OPENING_BALANCE_PAISE, wrongPins: 0 },
    uid: '',
    mmid: '',
    vpa: '',
    session: undefined,
  };
}
