import { homedir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { defaultDataFolder } from '#main/launch/data-folder-default.ts';
import { failureFrom, type Outcome } from '#shared/device/outcome.ts';
import type { PayOutcome } from '#shared/device/pending.ts';
import { createPhoneClient, type PhoneClient } from '#shared/device/phone-client.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { formatRupees } from '#shared/money.ts';
import { PIN_PATTERN } from '#shared/pin-proof.ts';
import { connectFrames } from '#wire/client.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import { readTextFile } from '#wire/private-file.ts';
import { askOnce } from '../common/console-input.ts';
import { type FoundBank, findBank } from '../common/find-bank.ts';
import { EXIT, UsageError } from '../common/usage-error.ts';
import { type PayCommandOptions, PIN_VARIABLE, parsePayOptions } from './pay-options.ts';
import { outcomeText } from './report.ts';
import { openUser, type ShellUser } from './user-file.ts';

const CONNECT_WITHIN_MS = 5_000;
const DEFAULT_NAME = 'Shell User';

/** A failure on the way to paying, as the outcome it is. */
class NotPaid extends Error {
  readonly outcome: PayOutcome;

  constructor(outcome: PayOutcome) {
    super('not paid');
    this.name = 'NotPaid';
    this.outcome = outcome;
  }
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new NotPaid({ kind: 'failed', failure: outcome.failure });
  return outcome.value;
}

function phoneOf(found: FoundBank, user: ShellUser): PhoneClient {
  const { place, paths } = found;
  // Terminals of this desk present its own authority's certificates, those elsewhere the bank's.
  const terminalCa = `${place.caPem}\n${readTextFile(paths.caCertificate) ?? ''}`;
  return createPhoneClient({
    crypto: nodeCrypto,
    signer: nodeDeviceSigner(user.deviceSeed),
    deviceId: user.deviceId,
    bank: found.pins,
    store: user.store,
    nowMs: Date.now,
    connectBank: async (options) =>
      createRpcCaller(await connectFrames({ ...place, timeoutMs: CONNECT_WITHIN_MS }), options),
    connectTerminal: async ({ host = place.host, port }, options) => {
      const at = { host, port, caPem: terminalCa, timeoutMs: CONNECT_WITHIN_MS };
      return createRpcCaller(await connectFrames(at), options);
    },
  });
}

async function findPin({ pin }: PayCommandOptions): Promise<string> {
  const given =
    pin ??
    process.env[PIN_VARIABLE] ??
    (await askOnce('UPI PIN: ', `--pin or ${PIN_VARIABLE} is needed where nobody can type it.`));
  if (!PIN_PATTERN.test(given)) throw new UsageError('A UPI PIN has 4 or 6 digits.');
  return given;
}

function amountFor(payment: PreparedPayment, { amount }: PayCommandOptions): number {
  const rule = payment.amount;
  if (rule.kind === 'free') {
    if (amount === undefined) throw new UsageError('This code leaves the amount open: --amount.');
    return amount;
  }
  if (rule.kind === 'minimum') return amount ?? rule.suggestedPaise;
  if (amount !== undefined && amount !== rule.amountPaise) {
    throw new UsageError(
      `The code asks for ${formatRupees(rule.amountPaise)}, not ${formatRupees(amount)}. Nothing was paid.`,
    );
  }
  return rule.amountPaise;
}

async function registerWhenNew(
  phone: PhoneClient,
  user: ShellUser,
  pin: string,
  options: PayCommandOptions,
): Promise<void> {
  if (!user.isNew) return;
  const { openingBalance: openingBalancePaise, name = DEFAULT_NAME } = options;
  const { mobile } = user;
  const identity = must(await phone.register({ name, mobile, pin, openingBalancePaise }));
  console.error(`Registered ${identity.name}, ${identity.vpa}, mobile ${mobile}. No real money.`);
}

async function tellEarlier(phone: PhoneClient): Promise<void> {
  const resolved = await phone.resolvePending();
  if (!resolved.ok) return;
  for (const outcome of resolved.value) {
    console.error(`Earlier payment: ${outcomeText(outcome)}`);
  }
}

async function pay(options: PayCommandOptions): Promise<PayOutcome> {
  const found = await findBank(options);
  const user = openUser(join(found.folder, 'users'), options.mobile);
  const phone = phoneOf(found, user);
  try {
    // A new user has no session yet to look a code up with, so its PIN is needed first.
    const firstPin = user.isNew ? await findPin(options) : undefined;
    if (firstPin !== undefined) await registerWhenNew(phone, user, firstPin, options);
    else await tellEarlier(phone);
    const payment = must(await phone.prepare(options.code));
    const amountPaise = amountFor(payment, options);
    const pin = firstPin ?? (await findPin(options));
    const { note } = options;
    return await phone.pay({ payment, amountPaise, pin, ...(note === undefined ? {} : { note }) });
  } finally {
    phone.close();
  }
}

function tell(outcome: PayOutcome, { json }: PayCommandOptions): number {
  if (json) console.log(JSON.stringify(outcome));
  else if (outcome.kind === 'paid') console.log(outcomeText(outcome));
  else console.error(outcomeText(outcome));
  return outcome.kind === 'paid' ? EXIT.done : EXIT.failed;
}

async function run(options: PayCommandOptions): Promise<number> {
  try {
    return tell(await pay(options), options);
  } catch (error) {
    if (error instanceof NotPaid) return tell(error.outcome, options);
    if (error instanceof UsageError) throw error;
    return tell({ kind: 'failed', failure: failureFrom(error) }, options);
  }
}

/** @returns 0 paid, 1 not paid, 2 wrong usage */
export async function runPayCommand(words: readonly string[]): Promise<number> {
  try {
    const home = defaultDataFolder(process.platform, process.env, homedir());
    return await run(parsePayOptions(words, home));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof UsageError)) throw error;
    console.error(`error: ${error.message}`);
    return EXIT.usage;
  }
}
