import { generateKeyPairSync } from 'node:crypto';
import type { BankCore } from '#bank/core.ts';
import type { MerchantCertificate } from '#shared/protocol/public-methods.ts';

export interface TestMerchant {
  readonly mid: string;
  readonly vmid: string;
  readonly vpa: string;
  readonly certificate: MerchantCertificate;
}

export const PASSWORD = 'garam chai 42';
let port = 6_100;

export const newMerchantKey = (): string => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
};

/** Registers a merchant on the next port; its terminal is off until it is set online. */
export async function registerTestMerchant(
  core: BankCore,
  fields: Partial<Parameters<BankCore['registerMerchant']>[0]> = {},
): Promise<TestMerchant> {
  return core.registerMerchant({
    name: 'Tea stall',
    password: PASSWORD,
    openingBalancePaise: '0',
    host: '127.0.0.1',
    port: ++port,
    mcc: '5499',
    publicKey: newMerchantKey(),
    ...fields,
  });
}
