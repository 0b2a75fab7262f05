import { mmidFrom, uidFrom } from '#shared/ids.ts';
import type { PinVerifier } from '#shared/pin-proof.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { publicMethods } from '#shared/protocol/public-methods.ts';
import { accountRowOf } from '../events/account-row.ts';
import { tellAdmin } from '../payments/announce.ts';
import type { BankServices } from '../services.ts';
import { readVerifier, wrapPinKeys } from '../sessions/pin-keys.ts';
import { addUser } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import { issueRegistrationCode } from './binding.ts';
import { bindInBatch, checkDeviceKey } from './devices.ts';
import { checkOpening, chooseVpa, creditOpening, openAccount } from './new-account.ts';

type Params = ParamsOf<typeof publicMethods, 'user.register'>;
type Result = ResultOf<typeof publicMethods, 'user.register'>;

function freshMmid({ state, randomBytes }: BankServices): string {
  let mmid = mmidFrom(randomBytes(4));
  while (state.mmids.has(mmid)) mmid = mmidFrom(randomBytes(4));
  return mmid;
}

function register(
  services: BankServices,
  batch: Batch,
  params: Params,
  verifier: PinVerifier,
  isSimulated: boolean,
): Result {
  const { state, randomBytes, keyWrap } = services;
  const openingPaise = Number(params.openingBalancePaise);
  checkOpening(services, openingPaise);
  if (state.userByMobile.has(params.mobile)) {
    throw refusal(
      'U10',
      'This mobile number is registered already. Nothing was registered. Use another number, or bind this phone to the existing user.',
    );
  }
  const vpa = chooseVpa(state, randomBytes, params.name, params.vpa);
  const uid = uidFrom(++state.userCount);
  const account = openAccount(batch, {
    id: uid,
    kind: 'user',
    name: params.name,
    vpa,
    isSimulated,
  });
  const user = {
    uid,
    mobile: params.mobile,
    mmid: freshMmid(services),
    pinSalt: verifier.salt,
    pinIterations: verifier.iterations,
    pinKeys: wrapPinKeys(keyWrap, uid, verifier),
    wrongPins: 0,
    pinLockedUntilMs: 0,
  };
  batch.users.add(user, addUser(state, user));
  const opening = creditOpening(batch, randomBytes, account, openingPaise);
  batch.after.push(() => {
    if (opening) return tellAdmin(services, opening);
    services.events.toAdmin('account', () => ({
      kind: 'account',
      account: accountRowOf(state, account, services.nowMs()),
    }));
  });
  const result = { uid, mmid: user.mmid, vpa };
  if (!params.device) {
    return { ...result, bindingCode: issueRegistrationCode(services, batch, params.mobile) };
  }
  bindInBatch(batch, uid, params.device);
  return result;
}

/** @throws RpcError when a rule stands against it; nothing is registered then */
export async function registerUser(
  services: BankServices,
  params: Params,
  isSimulated: boolean,
): Promise<Result> {
  const verifier = readVerifier(params.pin, isSimulated);
  if (params.device) await checkDeviceKey(services, params.mobile, params.device);
  return services.runner.run({
    execute: (batch) => ({ value: register(services, batch, params, verifier, isSimulated) }),
  });
}
