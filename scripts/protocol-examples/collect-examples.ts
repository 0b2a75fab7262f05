import { referenceFrom } from '../../src/shared/ids.ts';
import { nodeCrypto } from '../../src/wire/node-crypto.ts';
import {
  type ExamplePhone,
  type ExampleSession,
  openEvent,
  paymentParams,
  sealedExample,
} from './example-phone.ts';
import type { MachineParts } from './machine-examples.ts';
import type { RecordedLine } from './recorder.ts';

/** Somebody else with a phone, who asks for money. */
export interface Friend {
  readonly phone: ExamplePhone;
  readonly line: RecordedLine;
  readonly session: ExampleSession;
}

type Seal = (method: string, params: unknown, about?: string) => Promise<unknown>;

const newReference = (): string => referenceFrom('CR', nodeCrypto.randomBytes(16));

/** The friend asks; what passes there is sealed with other keys than the examples'. */
async function askedBy({ line, session }: Friend, payer: ExamplePhone): Promise<string> {
  const reference = newReference();
  const params = { reference, payer: { vpa: payer.vpa }, amountPaise: '12000', note: 'lunch' };
  await sealedExample(session, line, { method: 'collect.create', params, about: '' });
  return reference;
}

export async function collectExamples(
  { examples, phone, line, session, friend }: MachineParts & { readonly friend: Friend },
  seal: Seal,
): Promise<void> {
  const reference = newReference();
  const { mobile, vpa } = friend.phone;
  const asked = { reference, payer: { mobile }, amountPaise: '4500', note: 'half the taxi' };
  await seal('collect.create', asked, 'The requester makes the reference: CR and 16 characters.');
  await seal('collect.cancel', { reference }, 'By the requester, while nobody has answered.');
  const first = await askedBy(friend, phone);
  const notification = await line.heard('session.event');
  examples.push({
    section: 'notifications',
    name: 'session.event',
    about: 'A collect request came.',
    notification,
    insideNotification: openEvent(session, notification),
  });
  await seal('collect.list', { direction: 'incoming', isOpen: true, limit: 5 });
  await seal('collect.get', { reference: first });
  const fields = { payee: vpa, amountPaise: '12000', reference: first, note: 'lunch' };
  const params = await paymentParams(phone, session, { ...fields, type: 'COLLECT' });
  const about = 'Approves a collect request: type COLLECT, its reference, its amount.';
  await seal('payment.submit', params, about);
  const second = await askedBy(friend, phone);
  await seal('collect.decline', { reference: second, shouldBlock: true });
  await seal('upiId.blocked', {});
  await seal('upiId.unblock', { vpa });
  await seal('upiId.block', { vpa });
}
