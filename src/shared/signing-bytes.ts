import { utf8, withDomain } from './bytes.ts';

/** Bytes under the remaining signatures; each is domain-separated JCS of flat strings. */

/** A device proves that it holds its new key: Ed25519 by that key. */
export const deviceBindingBytes = (binding: {
  readonly bankId: string;
  readonly deviceId: string;
  readonly mobile: string;
  readonly publicKey: string;
}): Uint8Array =>
  withDomain(
    'upi-sim/device/v1',
    utf8(
      JSON.stringify({
        bankId: binding.bankId,
        deviceId: binding.deviceId,
        mobile: binding.mobile,
        publicKey: binding.publicKey,
        v: '1',
      }),
    ),
  );

/** The bank certifies a merchant: Ed25519 by the certification key. */
export const merchantCertificateBytes = (merchant: {
  readonly mcc: string;
  readonly mid: string;
  readonly name: string;
  readonly publicKey: string;
  readonly vmid: string;
  readonly vpa: string;
}): Uint8Array =>
  withDomain(
    'upi-sim/merchant-certificate/v1',
    utf8(
      JSON.stringify({
        mcc: merchant.mcc,
        mid: merchant.mid,
        name: merchant.name,
        publicKey: merchant.publicKey,
        v: '1',
        vmid: merchant.vmid,
        vpa: merchant.vpa,
      }),
    ),
  );

/** A terminal opens its bank connection: ECDSA P-256 by the merchant's key. */
export const terminalOpeningBytes = (opening: {
  readonly bankId: string;
  readonly challenge: string;
  readonly port: number;
  readonly vmid: string;
}): Uint8Array =>
  withDomain(
    'upi-sim/terminal/v1',
    utf8(
      JSON.stringify({
        bankId: opening.bankId,
        challenge: opening.challenge,
        port: String(opening.port),
        v: '1',
        vmid: opening.vmid,
      }),
    ),
  );
