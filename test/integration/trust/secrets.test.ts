import { randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEEDS_CONTEXT } from '#bank/identity/bank-secrets.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import { toBase64, toBase64Url } from '#shared/bytes.ts';
import { derivePinKeys, SIMULATED_ITERATIONS } from '#shared/pin-proof.ts';
import { terminalOpeningBytes } from '#shared/signing-bytes.ts';
import { loadFastCrypto } from '#stress/fast-crypto.ts';
import { createLine, type Line, type Reply } from '#stress/line.ts';
import {
  openPhoneSession,
  registerPhone,
  sealedCall,
  signPayment,
  type VirtualPhone,
} from '#stress/virtual-phone.ts';
import { connectFrames } from '#wire/client.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { hmacKey } from '#wire/fast-hmac.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { type BankProcess, startBank } from '../../support/trust/bank-process.ts';
import { expectResult, makeOrder } from '../../support/trust/payers.ts';
import { digitLeaksIn, leaksIn, type Place, type Secret } from '../../support/trust/secrets.ts';
import {
  MACHINE_PASSWORD,
  type Machine,
  registerMachine,
} from '../../support/trust/socket-bank.ts';

/**
 * A bank process is paid through, over a UPI machine and straight, rightly and wrongly, with its
 * log at its loudest. Then everything that it wrote or said is searched for what must stay secret.
 */
const PIN = '739182';
const WRONG_PIN = '640517';
const crypto = loadFastCrypto();
const folder = mkdtempSync(join(tmpdir(), 'upi-secrets-'));
const paths = dataFolderPaths(folder);
/** Texts that came back to a client, errors among them. */
const said: string[] = [];
/** Everything that passed the UPI machine, both ways. */
const seenByMachine: string[] = [];
const secrets: Secret[] = [];
let log = '';

async function makePhone(pin: string): Promise<VirtualPhone> {
  const salt = nodeCrypto.randomBytes(16);
  const keys = await derivePinKeys(nodeCrypto, pin, salt, SIMULATED_ITERATIONS);
  const phone: VirtualPhone = {
    index: 1,
    name: 'Asha',
    mobile: '9812345670',
    deviceId: 'device-secrets-1',
    key: crypto.phoneKey(randomBytes(32)),
    pin: {
      salt,
      saltBase64: toBase64(salt),
      iterations: SIMULATED_ITERATIONS,
      storedHmac: hmacKey(keys.storedKey),
      ...keys,
    },
    account: { balancePaise: 100_000, wrongPins: 0 },
    uid: '',
    mmid: '',
    vpa: '',
    session: undefined,
  };
  for (const name of ['clientKey', 'storedKey', 'serverKey'] as const) {
    secrets.push({ name: `${name} of ${pin}`, bytes: keys[name] });
  }
  return phone;
}

/** A line whose every text is kept. */
async function recordedLine(bank: BankProcess, kept: string[]): Promise<Line> {
  const { host, port, caPem } = bank;
  const connection = await connectFrames({ host, port, caPem });
  const send = connection.send.bind(connection);
  connection.send = (text) => {
    if (kept !== said) kept.push(text);
    send(text);
  };
  const line = createLine(connection);
  const hear = connection.onText;
  connection.onText = (text) => {
    kept.push(text);
    hear(text);
  };
  return line;
}

async function openMachine(bank: BankProcess, bankId: string, machine: Machine): Promise<Line> {
  const line = await recordedLine(bank, seenByMachine);
  const { vmid, port, privateKey } = machine;
  const { challenge } = expectResult(await line.call('terminal.challenge', { vmid }));
  const opening = { bankId, challenge: String(challenge), port, vmid };
  const signature = sign('sha256', terminalOpeningBytes(opening), privateKey).toString('base64');
  expectResult(await line.call('terminal.open', { vmid, challenge, port, signature }));
  return line;
}

function keepSession({ session }: VirtualPhone, name: string) {
  if (!session) throw new Error('no session');
  for (const [key, bytes] of Object.entries(session.keys)) {
    secrets.push({ name: `${name} ${key}`, bytes });
  }
  return session;
}

/** Right and wrong payments, over the machine and straight, and a few that nobody should send. */
async function payInEveryWay(
  phone: VirtualPhone,
  machine: Machine,
  ways: { readonly straight: Line; readonly relay: Line },
): Promise<Reply[]> {
  const session = keepSession(phone, 'session');
  const order = (vmid: string) =>
    makeOrder(phone, { payee: machine.vpa, amountPaise: 2_000 }, vmid);
  const replies: Reply[] = [];
  const relayed = signPayment(phone, order(machine.vmid), true);
  replies.push(await sealedCall(session, ways.relay, 'payment.submit', relayed));
  const wrong = signPayment(phone, order(machine.vmid), false);
  replies.push(await sealedCall(session, ways.relay, 'payment.submit', wrong));
  const straight = signPayment(phone, order(''), true);
  replies.push(await ways.straight.call('payment.submit', straight));
  const broken = { ...straight, pin: { ...straight.pin, proof: 7, PIN } };
  replies.push(await ways.straight.call('payment.submit', broken));
  replies.push(await ways.straight.call('payment.submit', { ...straight, order: PIN }));
  replies.push(await ways.straight.call(PIN, { pin: PIN }));
  replies.push(await sealedCall(session, ways.relay, 'pin.change', { pin: PIN, verifier: PIN }));
  return replies;
}

beforeAll(async () => {
  const bank = await startBank(folder, { words: ['--verbose'] });
  const straight = await recordedLine(bank, said);
  const stress = await bank.connect('stress');
  const info = expectResult(await straight.call('bank.info', {}));
  const facts = {
    bankId: String(info.bankId),
    exchangeKey: Buffer.from(String(info.exchangeKey), 'base64url'),
  };
  const phone = await makePhone(PIN);
  await makePhone(WRONG_PIN);
  Object.assign(phone, expectResult(await registerPhone(phone, stress, facts, 100_000)));
  const machine = await registerMachine(stress);
  const relay = await openMachine(bank, facts.bankId, machine);
  expectResult(await openPhoneSession(phone, relay, facts, crypto));
  const replies = await payInEveryWay(phone, machine, { straight, relay });
  expect(replies.map((reply) => (reply.kind === 'result' ? 'result' : reply.kind))).toEqual([
    'result',
    'result',
    'result',
    'refusal',
    'refusal',
    'refusal',
    'refusal',
  ]);
  said.push(JSON.stringify(replies));
  // Killed, so that the WAL is searched as it lies there.
  await bank.kill();
  log = bank.complaints();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesUnder = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const files = (): Place[] =>
  filesUnder(folder).map((path) => ({
    name: relative(folder, path),
    content: readFileSync(path),
  }));
const voices = (): Place[] => [
  { name: 'the log', content: Buffer.from(log) },
  { name: 'answers and errors', content: Buffer.from(said.join('\n')) },
  { name: 'what the machine saw', content: Buffer.from(seenByMachine.join('\n')) },
];

describe('what must stay secret', () => {
  test('the search itself finds what is there', () => {
    const [secret] = secrets;
    if (!secret) throw new Error('no secret');
    const forms = [Buffer.from(secret.bytes), Buffer.from(toBase64Url(secret.bytes))];
    for (const content of forms)
      expect(leaksIn([{ name: 'x', content }], [secret])).toHaveLength(1);
    expect(digitLeaksIn([{ name: 'x', content: Buffer.from(`pin=${PIN};`) }], PIN)).toHaveLength(1);
    expect(log).toContain('bank listens');
    expect(seenByMachine.join()).toContain('session.call');
  });

  test('PIN keys and session keys are in no file, log, answer or relayed message', () => {
    expect(secrets).toHaveLength(9);
    expect(leaksIn([...files(), ...voices()], secrets)).toEqual([]);
  });

  test('the PIN is nowhere, although it was sent in fields that should not have it', () => {
    expect(digitLeaksIn([...files(), ...voices()], PIN)).toEqual([]);
    expect(digitLeaksIn([...files(), ...voices()], WRONG_PIN)).toEqual([]);
  });

  test("the merchant's password is stored nowhere", () => {
    const places = [...files(), ...voices()];
    const leaks = places.filter(({ content }) => content.includes(MACHINE_PASSWORD));
    expect(leaks.map(({ name }) => name)).toEqual([]);
  });

  test('a UPI machine learns nothing of what it relays', () => {
    // The bank tells a shop of its own money; that is not relayed.
    const relayed = seenByMachine.filter((text) => !text.includes('"method":"terminal.event"'));
    expect(relayed.length).toBeLessThan(seenByMachine.length);
    const all = relayed.join('\n');
    for (const word of ['Asha', 'asha@', 'amountPaise', 'proof', 'payer', 'nextNonce', 'pinSalt']) {
      expect(all).not.toContain(word);
    }
  });
});

describe("the bank's own keys", () => {
  test('are each in their own file only', () => {
    for (const path of [paths.wrappingKey, paths.adminKey, paths.stressKey]) {
      const name = relative(folder, path);
      const text = readFileSync(path, 'utf8').trim();
      const secret = { name, bytes: Buffer.from(text, 'base64url') };
      const places = [...files(), ...voices()].filter((place) => place.name !== name);
      expect(leaksIn(places, [secret])).toEqual([]);
    }
  });

  test('unwrap with the wrapping key, and are in the database only wrapped', async () => {
    const key = Buffer.from(readFileSync(paths.wrappingKey, 'utf8').trim(), 'base64url');
    const source = openAudit(paths.database);
    const wrapped = source.meta.get('bank-seeds') ?? new Uint8Array();
    await source.close();
    const seeds = aesKeyWrap(key, nodeCrypto.randomBytes).unwrap(wrapped, SEEDS_CONTEXT);
    const parts = [0, 32, 64].map((at) => ({
      name: `seed ${at}`,
      bytes: seeds.slice(at, at + 32),
    }));
    expect(leaksIn([...files(), ...voices()], parts)).toEqual([]);
  });

  test.runIf(process.platform !== 'win32')('and everything else private: owner only', () => {
    const open = filesUnder(folder)
      .filter((path) => (statSync(path).mode & 0o077) !== 0)
      .map((path) => relative(folder, path));
    expect(open.filter((name) => /key|tls|bank\.sqlite$|checkpoint/.test(name))).toEqual([]);
  });
});
