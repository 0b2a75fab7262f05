import { collectExamples, type Friend } from './collect-examples.ts';
import {
  actionProof,
  newExamplePhone,
  openEvent,
  paymentParams,
  sealedExample,
  verifierOf,
} from './example-phone.ts';
import type { MachineParts } from './machine-examples.ts';
import { resultOf } from './recorder.ts';

/** Everything else that a phone asks inside its session, and a payment without a second seal. */
export async function phoneExamples(
  parts: MachineParts & { readonly friend: Friend },
): Promise<void> {
  const { examples, admin, phone, line, machine, session, shop } = parts;
  const seal = async (method: string, params: unknown, about = '') => {
    const example = await sealedExample(session, line, { method, params, about });
    examples.push(example);
    return example.insideRequest as { params: { order?: string } };
  };
  await seal('session.nonce', {}, 'The old nonce is void from now on.');
  await seal('directory.lookup', { vmid: shop.vmid });
  const straight = await paymentParams(phone, session, { payee: shop.vpa, amountPaise: '1500' });
  const asked = await line.ask('payment.submit', straight);
  examples.push({
    section: 'public',
    name: 'payment.submit',
    about: 'Straight to the bank: signed and PIN-proved, not sealed again.',
    ...asked,
  });
  session.nonce = String(resultOf(asked).nextNonce);
  const { txnId } = JSON.parse(straight.order);
  await seal('payment.status', { txnId });
  await seal('account.receipt', { txnId });
  await collectExamples(parts, seal);
  await seal('account.balance', { pin: await actionProof(phone, session, 'BALANCE') });
  await seal('account.history', { limit: 1, search: '' });
  const next = await newExamplePhone(phone.mobile, '271828');
  const verifier = verifierOf(next);
  const pin = await actionProof(phone, session, 'CHANGE_PIN');
  await seal(
    'pin.change',
    { pin, verifier },
    'The proof is the old PIN’s, the verifier the new one’s.',
  );
  const { mobile, deviceId } = phone;
  await line.ask('device.requestBinding', { mobile, deviceId });
  const sms = await admin.heard(
    'admin.event',
    ({ kind, code }: { kind: string; code: string }) => kind === 'sms' && code !== phone.smsCode,
  );
  const bindingCode = (sms as { params: { code: string } }).params.code;
  await seal(
    'pin.reset',
    { bindingCode, verifier: verifierOf(await newExamplePhone(mobile, '314159')) },
    'A forgotten PIN: the code came by SMS after `device.requestBinding` with this device.',
  );
  // The POS's refund came back to the phone the way it had paid: through the machine.
  const notification = await machine.heard('session.event');
  examples.push({
    section: 'notifications',
    name: 'session.event',
    about: 'Sealed with the event key, with a counter of its own.',
    notification,
    insideNotification: openEvent(session, notification),
  });
  await seal('device.release', {}, 'Ends this session too, once it is answered.');
}
