import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { txnIdFrom } from '../../src/shared/ids.ts';
import { terminalPortProblem } from '../../src/shared/ports.ts';
import { defaultBankSettings } from '../../src/shared/settings.ts';
import { startTerminals } from '../../src/terminal/start-terminals.ts';
import { dataFolderPaths } from '../../src/wire/data-folder.ts';
import { nodeCrypto } from '../../src/wire/node-crypto.ts';
import { type BankProcess, startBank } from '../../test/support/trust/bank-process.ts';
import type { Friend } from './collect-examples.ts';
import {
  deviceOf,
  type ExamplePhone,
  newExamplePhone,
  openExampleSession,
  verifierOf,
} from './example-phone.ts';
import { machineExamples } from './machine-examples.ts';
import { phoneExamples } from './phone-examples.ts';
import { type Example, type RecordedLine, recordedLine, resultOf } from './recorder.ts';

/** A whole evening of a small network, written down message by message. */
export interface Recording {
  readonly examples: readonly Example[];
  /** Of the session in the sealed examples. */
  readonly session: Readonly<Record<string, string>>;
}

async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    await new Promise((resolve) => server.close(resolve));
    if (terminalPortProblem(port) === undefined) return port;
  }
}

interface Parts {
  readonly bank: BankProcess;
  readonly examples: Example[];
  readonly admin: RecordedLine;
  readonly phone: ExamplePhone;
  readonly line: RecordedLine;
}

const note =
  (examples: Example[], section: string) =>
  async (line: RecordedLine, name: string, params: unknown, about = '') => {
    const asked = await line.ask(name, params);
    examples.push({ section, name, about, ...asked });
    return asked;
  };

async function registerExamples({ examples, admin, phone, line }: Parts) {
  const publicly = note(examples, 'public');
  const info = resultOf(await publicly(line, 'bank.info', {}));
  const bankId = String(info.bankId);
  const register = {
    name: 'Asha Rao',
    mobile: phone.mobile,
    pin: verifierOf(phone),
    openingBalancePaise: '900000',
    device: deviceOf(phone, bankId),
  };
  Object.assign(phone, resultOf(await publicly(line, 'user.register', register)));
  const codeAbout = 'Five minutes, this device only; the code comes by (simulated) SMS.';
  const asked = { mobile: phone.mobile, deviceId: phone.deviceId };
  await publicly(line, 'device.requestBinding', asked, codeAbout);
  const sms = await admin.heard('admin.event', ({ kind }: { kind: string }) => kind === 'sms');
  const { code } = (sms as { params: { code: string } }).params;
  phone.smsCode = code;
  await publicly(line, 'device.bind', {
    mobile: phone.mobile,
    bindingCode: code,
    device: deviceOf(phone, bankId),
  });
  await publicly(line, 'directory.lookup', { mobile: phone.mobile });
  return { bankId, exchangeKey: Buffer.from(String(info.exchangeKey), 'base64url') };
}

async function faultExamples(
  administer: ReturnType<typeof note>,
  admin: RecordedLine,
  scope: string,
): Promise<void> {
  const faults = [
    { id: 'slow-evening', kind: 'slow', scope: 'global', sharePercent: 25, latencyMs: 800 },
    { id: 'one-pending', kind: 'pending', scope, count: 1 },
  ];
  await administer(admin, 'admin.setFaults', { faults }, 'The whole list; it lives in memory.');
  await administer(admin, 'admin.faults', {});
  await admin.ask('admin.setFaults', { faults: [] });
}

/** Somebody to ask for money and to be asked by; none of it is recorded. */
async function newFriend(
  bank: BankProcess,
  facts: Parameters<typeof openExampleSession>[2],
): Promise<Friend> {
  const line = await recordedLine(bank);
  const phone = await newExamplePhone('9123456780', '735194');
  const registered = await line.ask('user.register', {
    name: 'Ravi Iyer',
    mobile: phone.mobile,
    pin: verifierOf(phone),
    openingBalancePaise: '100000',
    device: deviceOf(phone, facts.bankId),
  });
  Object.assign(phone, resultOf(registered));
  const { session } = await openExampleSession(phone, line, facts);
  return { phone, line, session };
}

async function adminExamples({ examples, admin, phone }: Parts): Promise<void> {
  const administer = note(examples, 'admin');
  await administer(admin, 'admin.accounts', { limit: 2, search: 'asha' });
  await administer(admin, 'admin.payments', { limit: 1 });
  await administer(admin, 'admin.verify', {});
  const { uid: id } = phone;
  await administer(admin, 'admin.account', { id, action: 'unlock-pin' });
  const txnId = txnIdFrom(nodeCrypto.randomBytes(16));
  await administer(admin, 'admin.deposit', { id, amountPaise: '50000', txnId });
  await administer(admin, 'admin.backup', {});
  await faultExamples(administer, admin, id);
  await administer(admin, 'admin.settings.get', {});
  await administer(admin, 'admin.settings.set', defaultBankSettings());
  for (const kind of [
    'payment',
    'block',
    'account',
    'terminal',
    'trace',
    'sms',
    'health',
    'order',
    'faults',
  ]) {
    const notification = await admin.heard(
      'admin.event',
      (event: { kind: string }) => event.kind === kind,
    );
    examples.push({ section: 'notifications', name: 'admin.event', about: kind, notification });
  }
}

async function ledgerExamples({ examples, line }: Parts): Promise<void> {
  const read = note(examples, 'ledger');
  await read(line, 'bank.health', {});
  await read(line, 'ledger.blocks', { limit: 1 });
  await read(line, 'ledger.entries', { limit: 1, search: 'asharao@upisim' });
  await read(line, 'ledger.leaf', { leaf: 1 });
  await read(line, 'ledger.checkpoint', {});
  await read(line, 'ledger.consistency', { olderSize: 1, newerSize: 3 });
}

async function errorExamples({ examples, line }: Parts): Promise<void> {
  const refuse = note(examples, 'errors');
  await refuse(line, 'bank.nothing', {}, 'No such method.');
  await refuse(line, 'directory.lookup', { vpa: 'nobody' }, 'A field is wrong.');
  await refuse(line, 'directory.lookup', { vpa: 'nobody.here@upisim' }, 'A rule refuses.');
  await refuse(line, 'admin.accounts', {}, 'Not for this role.');
}

async function recordAll(
  folder: string,
  bank: BankProcess,
  terminals: Awaited<ReturnType<typeof startTerminals>>,
): Promise<Recording> {
  const examples: Example[] = [];
  const [line, admin] = await Promise.all([recordedLine(bank), recordedLine(bank)]);
  const adminKey = readFileSync(dataFolderPaths(folder).adminKey, 'utf8').trim();
  await note(examples, 'public')(admin, 'admin.open', { adminKey }, 'The admin or stress key.');
  await note(examples, 'admin')(admin, 'admin.subscribe', {});
  const phone = await newExamplePhone('9876543210', '482613');
  const parts = { bank, examples, admin, phone, line };
  const facts = await registerExamples(parts);
  const form = { name: 'Tea stall', password: 'kettle and cups', openingBalancePaise: '0' };
  const shop = await terminals.register({ ...form, port: await freePort() });
  const machine = await recordedLine({ ...bank, port: shop.port });
  const opened = await openExampleSession(phone, line, facts);
  examples.push({
    section: 'public',
    name: 'session.open',
    about: 'The grant comes sealed: counter 0, bank to phone.',
    request: opened.request,
    answer: opened.answer,
    insideAnswer: opened.grant,
  });
  const { session } = opened;
  await machineExamples({ ...parts, machine, shop, session, port: await freePort() });
  const friend = await newFriend(bank, facts);
  await phoneExamples({ ...parts, machine, shop, session, friend });
  await ledgerExamples(parts);
  await adminExamples(parts);
  await errorExamples(parts);
  for (const open of [line, admin, machine, friend.line]) open.close();
  return { examples, session: session.shown };
}

/** @param folder an empty data folder */
export async function recordProtocol(folder: string): Promise<Recording> {
  const bank = await startBank(folder);
  try {
    const { host, port, caPem } = bank;
    const terminals = await startTerminals({
      dataFolder: folder,
      bank: { host, port, caPem },
      listenHost: '127.0.0.1',
      host: '127.0.0.1',
    });
    return await recordAll(folder, bank, terminals).finally(() => terminals.close());
  } finally {
    await bank.stop();
  }
}
