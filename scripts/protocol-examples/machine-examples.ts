import { generateKeyPairSync, sign } from 'node:crypto';
import { referenceFrom, txnIdFrom } from '../../src/shared/ids.ts';
import { terminalOpeningBytes } from '../../src/shared/signing-bytes.ts';
import { nodeCrypto } from '../../src/wire/node-crypto.ts';
import type { BankProcess } from '../../test/support/trust/bank-process.ts';
import {
  type ExamplePhone,
  type ExampleSession,
  paymentParams,
  sealedExample,
} from './example-phone.ts';
import { type Example, type RecordedLine, recordedLine, resultOf } from './recorder.ts';

export interface MachineParts {
  readonly bank: BankProcess;
  readonly examples: Example[];
  readonly admin: RecordedLine;
  readonly phone: ExamplePhone;
  readonly line: RecordedLine;
  /** To the port of a UPI machine that runs. */
  readonly machine: RecordedLine;
  readonly shop: {
    readonly vmid: string;
    readonly vpa: string;
    readonly port: number;
    readonly posToken: string;
  };
  readonly session: ExampleSession;
}

const ask = async (
  examples: Example[],
  section: string,
  line: RecordedLine,
  call: { readonly name: string; readonly params: unknown; readonly about?: string },
) => {
  const { name, params, about = '' } = call;
  const asked = await line.ask(name, params);
  examples.push({ section, name, about, ...asked });
  return resultOf(asked);
};

/** What a POS window says to its machine, with one payment through it. */
async function posExamples({ examples, machine, shop, session, phone }: MachineParts) {
  const { posToken, vmid, vpa } = shop;
  const pos = (name: string, params: unknown) => ask(examples, 'pos', machine, { name, params });
  await pos('terminal.info', {});
  const opened = await pos('pos.open', { posToken });
  // A machine that has just registered may still be on its way to the bank.
  if (opened.bank !== 'online') {
    await machine.heard('pos.state', ({ bank }: { bank: string }) => bank === 'online');
  }
  const state = await pos('pos.charge', { amountPaise: '2000', note: 'one tea' });
  const { order } = state.charge as { order: { reference: string } };
  const { reference } = order;
  const scan = { method: 'order.scan', params: { vmid, reference } };
  examples.push(
    await sealedExample(session, machine, { ...scan, about: 'The POS sees who looks.' }),
  );
  const fields = { payee: vpa, amountPaise: '2000', vmid, reference, note: 'one tea' };
  const params = await paymentParams(phone, session, fields);
  examples.push(
    await sealedExample(session, machine, {
      method: 'payment.submit',
      params,
      about: 'Through the UPI machine, whose VMID stands in the order.',
    }),
  );
  const notification = await machine.heard(
    'pos.state',
    (pushed: { last: unknown[] }) => pushed.last.length > 0,
  );
  const about = 'To every window of the POS, at every change.';
  examples.push({ section: 'notifications', name: 'pos.state', about, notification });
  await pos('pos.dismiss', {});
  await pos('pos.charge', { amountPaise: '500' });
  await pos('pos.cancel', {});
  const { txnId } = JSON.parse(params.order);
  await pos('pos.refund', { txnId, amountPaise: '500', password: 'kettle and cups' });
}

/** A UPI machine written by hand: how it registers, opens its connection, charges and refunds. */
async function ownMachineExamples(parts: MachineParts & { readonly port: number }) {
  const { examples, bank, line, port, session, phone } = parts;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = await recordedLine(bank);
  const { vmid, vpa } = await ask(examples, 'public', line, {
    name: 'merchant.register',
    params: {
      name: 'Book shop',
      password: 'paper and ink',
      openingBalancePaise: '0',
      host: '127.0.0.1',
      port,
      mcc: '5942',
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    },
  });
  const challenged = { name: 'terminal.challenge', params: { vmid } };
  const { challenge } = await ask(examples, 'public', own, challenged);
  const info = resultOf(await line.ask('bank.info', {}));
  const bytes = terminalOpeningBytes({
    bankId: String(info.bankId),
    challenge: String(challenge),
    port,
    vmid: String(vmid),
  });
  const signature = sign('sha256', bytes, privateKey).toString('base64');
  await ask(examples, 'public', own, {
    name: 'terminal.open',
    params: { vmid, challenge, port, signature },
    about: 'From now on this connection is the machine’s.',
  });
  const till = (name: string, params: unknown) => ask(examples, 'terminal', own, { name, params });
  const { reference } = await till('order.create', { amountPaise: '35000', note: 'a book' });
  await till('order.get', { reference });
  const fields = { payee: String(vpa), amountPaise: '35000', vmid: String(vmid) };
  const params = await paymentParams(phone, session, { ...fields, reference: String(reference) });
  await sealedExample(session, own, { method: 'payment.submit', params, about: '' });
  for (const kind of ['order', 'payment']) {
    const notification = await own.heard(
      'terminal.event',
      (event: { kind: string; order?: { state: string } }) =>
        event.kind === kind && (event.order === undefined || event.order.state === 'paid'),
    );
    examples.push({ section: 'notifications', name: 'terminal.event', about: kind, notification });
  }
  const second = await own.ask('order.create', { amountPaise: '100' });
  await till('order.cancel', { reference: resultOf(second).reference });
  await till('merchant.summary', {});
  await till('merchant.checkPassword', { password: 'paper and ink' });
  const { txnId } = JSON.parse(params.order);
  await till('merchant.refund', {
    txnId,
    refundTxnId: txnIdFrom(nodeCrypto.randomBytes(16)),
    amountPaise: '10000',
    password: 'paper and ink',
  });
  await collectExamples(parts, own);
  own.close();
}

/** A shop's collect request: the bank's settings must allow it. */
async function collectExamples({ examples, admin, phone }: MachineParts, own: RecordedLine) {
  const settings = resultOf(await admin.ask('admin.settings.get', {}));
  await admin.ask('admin.settings.set', { ...settings, isMerchantCollectAllowed: true });
  const till = (name: string, params: unknown) => ask(examples, 'terminal', own, { name, params });
  const reference = referenceFrom('CR', nodeCrypto.randomBytes(16));
  const { mobile } = phone;
  await till('collect.create', { reference, payer: { mobile }, amountPaise: '30000' });
  await till('collect.get', { reference });
  await till('collect.list', { limit: 1, isOpen: true });
  await till('collect.cancel', { reference });
  const notification = await own.heard(
    'terminal.event',
    ({ kind, request }: { kind: string; request?: { state: string } }) =>
      kind === 'collect' && request?.state === 'cancelled',
  );
  const about = 'collect';
  examples.push({ section: 'notifications', name: 'terminal.event', about, notification });
  await admin.ask('admin.settings.set', settings);
}

export async function machineExamples(parts: MachineParts & { readonly port: number }) {
  await posExamples(parts);
  await ownMachineExamples(parts);
}
