import { createPublicKey } from 'node:crypto';
import { fromBase64, toBase64, toBase64Url } from '#shared/bytes.ts';
import { midFrom, vmidFrom } from '#shared/ids.ts';
import { terminalPortProblem } from '#shared/ports.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { MerchantCertificate, publicMethods } from '#shared/protocol/public-methods.ts';
import { merchantCertificateBytes } from '#shared/signing-bytes.ts';
import { accountRowOf } from '../events/account-row.ts';
import { tellAdmin } from '../payments/announce.ts';
import type { BankServices } from '../services.ts';
import { addMerchant, type BankState, endpointOf } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Merchant } from '../state/entities.ts';
import { checkOpening, chooseVpa, creditOpening, openAccount } from './new-account.ts';

type Params = ParamsOf<typeof publicMethods, 'merchant.register'>;
type Result = ResultOf<typeof publicMethods, 'merchant.register'>;

/** @throws RpcError U10 unless the bytes are the SPKI of a P-256 key */
function readP256(spkiBase64: string): Uint8Array {
  try {
    const der = fromBase64(spkiBase64);
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return der;
  } catch {
    // Whatever OpenSSL says about it: it is not such a key.
  }
  throw refusal('U10', "The merchant's key is not a P-256 public key. Nothing was registered.");
}

function checkEndpoint(state: BankState, host: string, port: number): void {
  const problem = terminalPortProblem(port);
  if (problem) throw refusal('U10', `${problem} Nothing was registered.`);
  if (!state.endpoints.has(endpointOf(host, port))) return;
  const other = [...state.merchants.values()].find(
    (merchant) => endpointOf(merchant.host, merchant.port) === endpointOf(host, port),
  );
  const name = other ? state.accounts.get(other.mid)?.name : undefined;
  throw refusal(
    'U10',
    `Port ${port} is already used by the terminal of ${name ?? 'another merchant'}. Nothing was registered. Choose another port.`,
  );
}

function freshVmid({ state, randomBytes }: BankServices): string {
  let vmid = vmidFrom(randomBytes(8));
  while (state.merchantByVmid.has(vmid)) vmid = vmidFrom(randomBytes(8));
  return vmid;
}

/** What the bank certifies of a merchant, as stored. */
export function certificateOf(state: BankState, merchant: Merchant): MerchantCertificate {
  const account = state.accounts.get(merchant.mid);
  if (!account) throw new Error(`merchant ${merchant.mid} has no account`);
  return {
    mcc: merchant.mcc,
    mid: merchant.mid,
    name: account.name,
    publicKey: toBase64(merchant.publicKey),
    vmid: merchant.vmid,
    vpa: account.vpa,
    signature: toBase64Url(merchant.certificateSignature),
  };
}

function register(
  services: BankServices,
  batch: Batch,
  params: Params,
  made: { readonly publicKey: Uint8Array; readonly passwordHash: string },
): Result {
  const { state, randomBytes } = services;
  const openingPaise = Number(params.openingBalancePaise);
  checkOpening(services, openingPaise);
  checkEndpoint(state, params.host, params.port);
  const vpa = chooseVpa(state, randomBytes, params.name, params.vpa);
  const mid = midFrom(++state.merchantCount);
  const vmid = freshVmid(services);
  const fields = { mcc: params.mcc, mid, name: params.name, vmid, vpa };
  const certified = { ...fields, publicKey: toBase64(made.publicKey) };
  const account = openAccount(batch, {
    id: mid,
    kind: 'merchant',
    name: params.name,
    vpa,
    isSimulated: false,
  });
  const merchant: Merchant = {
    mid,
    vmid,
    mcc: params.mcc,
    host: params.host,
    port: params.port,
    publicKey: made.publicKey,
    certificateSignature: services.certifier.sign(merchantCertificateBytes(certified)),
    passwordHash: made.passwordHash,
  };
  batch.merchants.add(merchant, addMerchant(state, merchant));
  const opening = creditOpening(batch, randomBytes, account, openingPaise);
  batch.after.push(() => {
    if (opening) return tellAdmin(services, opening);
    services.events.toAdmin('account', () => ({
      kind: 'account',
      account: accountRowOf(state, account, services.nowMs()),
    }));
  });
  return { mid, vmid, vpa, certificate: certificateOf(state, merchant) };
}

/** @throws RpcError when a rule stands against it; nothing is registered then */
export async function registerMerchant(services: BankServices, params: Params): Promise<Result> {
  const publicKey = readP256(params.publicKey);
  checkEndpoint(services.state, params.host, params.port);
  const passwordHash = await services.passwords.hash(params.password);
  return services.runner.run({
    execute: (batch) => ({
      value: register(services, batch, params, { publicKey, passwordHash }),
    }),
  });
}
