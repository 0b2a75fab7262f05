import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BankThread } from '#bank/start-bank-thread.ts';
import { startBankThread } from '#bank/start-bank-thread.ts';
import { createPhoneClient } from '#shared/device/phone-client.ts';
import { createMemoryPhoneStore } from '#shared/device/phone-store.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { connectFrames } from '#wire/client.ts';
import { dataFolderPaths, openDataFolder } from '#wire/data-folder.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';

/** Nothing that a user, a host, a command or a file can do takes a defence away. */
vi.setConfig({ testTimeout: 120_000 });

const root = resolve(import.meta.dirname, '../../..');
const OFF = { replayGuard: false, orderBinding: false, pinLock: false };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upi-defences-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function phoneAt(bank: BankThread) {
  const place = { host: '127.0.0.1', port: bank.port, caPem: bank.caPem };
  const connect = async (options = {}) => createRpcCaller(await connectFrames(place), options);
  const asking = await connect();
  const { bankId, exchangeKey, certificationKey, ledgerVerifierKey } = await asking.call(
    publicMethods,
    'bank.info',
    {},
  );
  asking.close();
  const made = async (name: string, mobile: string) => {
    const client = createPhoneClient({
      ...{ crypto: nodeCrypto, deviceId: `phone-${mobile}`, nowMs: Date.now },
      signer: nodeDeviceSigner(nodeCrypto.randomBytes(32)),
      bank: { bankId, exchangeKey, certificationKey, ledgerVerifierKey },
      store: createMemoryPhoneStore(),
      connectBank: connect,
      connectTerminal: (_place, options) => connect(options),
    });
    const form = { name, mobile, pin: '4826', openingBalancePaise: 100_000 };
    const identity = await client.register(form);
    if (!identity.ok) throw new Error(identity.failure.detail);
    return { client, vpa: identity.value.vpa };
  };
  return { made, connect };
}

async function codesOfWrongPins(bank: BankThread): Promise<string[]> {
  const { made } = await phoneAt(bank);
  const payee = await made('Asha', '9000000001');
  const payer = await made('Ravi', '9000000002');
  const codes: string[] = [];
  for (const pin of ['1111', '2222', '3333', '4826']) {
    const payment = await payer.client.prepare(payee.vpa);
    if (!payment.ok) throw new Error(payment.failure.detail);
    const outcome = await payer.client.pay({ payment: payment.value, amountPaise: 100, pin });
    codes.push(outcome.kind === 'failed' ? outcome.failure.kind : (outcome.result?.code ?? ''));
  }
  payee.client.close();
  payer.client.close();
  return codes;
}

test('a bank that a host starts keeps its PIN lock whatever is slipped into its settings', async () => {
  vi.stubEnv('UPI_SIM_DEFENCES', JSON.stringify(OFF));
  writeFileSync(join(folder, 'defences.json'), JSON.stringify(OFF));
  const held = openDataFolder(folder);
  const settings = {
    dataFolder: folder,
    host: '127.0.0.1',
    port: 0,
    isNextPortAllowed: true,
    defences: OFF,
    ...OFF,
  };
  const bank = await startBankThread(settings);
  try {
    expect(await codesOfWrongPins(bank)).toEqual(['ZM', 'ZM', 'Z6', 'Z6']);
    const { connect } = await phoneAt(bank);
    const admin = await connect();
    const adminKey = readFileSync(dataFolderPaths(folder).adminKey, 'utf8').trim();
    await admin.call(publicMethods, 'admin.open', { adminKey });
    for (const more of [{ defences: OFF }, OFF, { pinTriesMax: 0 }, { pinTriesMax: 1e9 }]) {
      const asked = admin.call(adminMethods, 'admin.settings.set', more as never);
      await expect(asked).rejects.toMatchObject({ code: -32_602 });
    }
    admin.close();
  } finally {
    await bank.close();
    held.close();
  }
});

describe('no command knows of them', () => {
  test.each([
    ['src/cli/bank.ts', '--defences'],
    ['src/main/launch.ts', '--defences'],
  ])('%s refuses %s', (program, option) => {
    const run = spawnSync(
      process.execPath,
      [join(root, program), '--data', folder, option, 'off'],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    expect(run.status).toBe(1);
    expect(run.stderr + run.stdout).toContain(option);
  });
});

/** Every source file outside the lab and the bank's own definition. */
function* sources(at: string): Generator<string> {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const path = join(at, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

test('only the lab names defences when it opens a bank', () => {
  const src = join(root, 'src');
  const naming = [...sources(src)]
    .filter((path) => /\bdefences\b/.test(readFileSync(path, 'utf8')))
    .map((path) => path.slice(src.length + 1))
    .filter((path) => !path.startsWith('attacks/'));
  expect(naming.filter((path) => !path.startsWith('bank/'))).toEqual([]);
  for (const path of ['bank/run-bank.ts', 'bank/bank-worker.ts', 'bank/bank-messages.ts']) {
    expect(naming).not.toContain(path);
  }
});
