import { utf8 } from '#shared/bytes.ts';
import { INDIA_OFFSET_MS } from '#shared/indian-time.ts';
import { paiseToRupees, parsePaise } from '#shared/money.ts';
import type { ChargeOrder } from '#shared/protocol/payments.ts';
import { signedLink, type UpiLinkFields, unsignedLink } from '#shared/upi-uri.ts';
import type { MerchantSigner } from './merchant-key.ts';
import type { TerminalIdentity } from './terminal-file.ts';

const STATIC_SIGNED = '02';
const DYNAMIC_SIGNED = '16';

/** "2026-11-22T21:30:00+05:30": QRts and QRexpire are written in Indian time. */
export const indianTime = (timeMs: number): string =>
  `${new Date(timeMs + INDIA_OFFSET_MS).toISOString().slice(0, 19)}+05:30`;

type Merchant = Pick<TerminalIdentity, 'vpa' | 'name' | 'mcc' | 'mid' | 'vmid' | 'port'>;

const sign = (fields: UpiLinkFields, signer: MerchantSigner): string => {
  const unsigned = unsignedLink(fields);
  return signedLink(unsigned, signer.sign(utf8(unsigned)));
};

const merchantFields = (merchant: Merchant) => ({
  payeeVpa: merchant.vpa,
  payeeName: merchant.name,
  mcc: merchant.mcc,
  mid: merchant.mid,
  vmid: merchant.vmid,
  port: merchant.port,
});

/** The sticker on the counter: signed, the payer chooses the amount. */
export const staticLink = (merchant: Merchant, signer: MerchantSigner): string =>
  sign({ ...merchantFields(merchant), mode: STATIC_SIGNED }, signer);

/** One charge: signed, with its amount, reference and times. */
export const dynamicLink = (
  merchant: Merchant,
  order: ChargeOrder,
  signer: MerchantSigner,
): string =>
  sign(
    {
      ...merchantFields(merchant),
      mode: DYNAMIC_SIGNED,
      amountRupees: paiseToRupees(parsePaise(order.amountPaise)),
      reference: order.reference,
      note: order.note,
      createdAt: indianTime(order.createdMs),
      expiresAt: indianTime(order.expiresMs),
    },
    signer,
  );
