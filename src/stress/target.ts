import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import type { BankHealth } from '#shared/protocol/admin-methods.ts';
import type { BankSettings } from '#shared/settings.ts';
import type { StressedBank } from '#shared/simulator/stress-records.ts';
import type { StressOptions } from '#shared/stress-options.ts';
import { connectFrames, connectWebSocket } from '#wire/client.ts';
import { createLine, type Line, type Reply } from './line.ts';
import type { Acknowledged, Verdict } from './summary.ts';
import type { BankFacts } from './virtual-phone.ts';

/** The bank that is stressed, seen as its clients see it. */
export interface StressTarget {
  readonly bank: BankFacts;
  readonly perTransactionPaise: number;
  readonly pinTriesMax: number;
  readonly payees: readonly Payee[];
  /** Connection `index` of the run: to the bank, or to a terminal by turns. */
  connect(index: number): Promise<Line>;
  /** Registers when the run's own connections go to terminals. */
  readonly registrar: Line | undefined;
  verify(acknowledged: readonly Acknowledged[]): Promise<Verdict>;
  /** Undefined when the bank does not answer. */
  health(): Promise<StressedBank | undefined>;
  close(): void;
}

export interface Payee {
  readonly vpa: string;
  readonly vmid: string;
  readonly host: string;
  readonly port: number;
}

export interface TargetAddress {
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
  /** The stress engine's own credential; the bank marks its accounts as simulated. */
  readonly stressKey: string;
}

export class TargetError extends Error {}

function resultOf<T>(reply: Reply, what: string): T {
  if (reply.kind === 'result') return reply.result as T;
  throw new TargetError(`${what}: ${reply.message}`);
}

type Traffic = Pick<StressOptions, 'connections' | 'concurrency' | 'framing' | 'merchants'>;

interface LineKind {
  readonly framing: NonNullable<StressOptions['framing']>;
  readonly gathers: boolean;
}

const CONTROL_LINE: LineKind = { framing: 'frames', gathers: false };
/** Calls under way on a connection from which it pays to gather them (4 % at 8, a loss at 1). */
const GATHER_FROM = 4;

const lineKindFor = ({ framing = 'frames', concurrency, connections }: Traffic): LineKind => ({
  framing,
  gathers: concurrency / connections >= GATHER_FROM,
});

async function openLine(
  { caPem }: TargetAddress,
  { host, port }: { readonly host: string; readonly port: number },
  { framing, gathers }: LineKind,
): Promise<Line> {
  const connection =
    framing === 'frames'
      ? await connectFrames({ host, port, caPem, gathers })
      : await connectWebSocket({ url: `wss://${host}:${port}/`, caPem });
  return createLine(connection);
}

async function openStressLine(address: TargetAddress, kind: LineKind): Promise<Line> {
  const line = await openLine(address, address, kind);
  const reply = await line.call('admin.open', { adminKey: address.stressKey });
  resultOf(reply, 'The bank refused the stress key');
  return line;
}

/** Nothing listens there; a directory entry just has to have a port of its own. */
const PAYEE_PORT_FIRST = 20_000;
const PAYEE_PORTS = 40_000;

/** Shops for the direct route: registered like any other, their machines stay switched off. */
export async function registerPayees(line: Line, count: number): Promise<Payee[]> {
  const payees: Payee[] = [];
  for (let index = 0; index < count; index++) {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const port = PAYEE_PORT_FIRST + randomInt(PAYEE_PORTS);
    const reply = await line.call('merchant.register', {
      name: `Stress shop ${index + 1}`,
      password: randomBytes(18).toString('base64url'),
      openingBalancePaise: '0',
      host: '127.0.0.1',
      port,
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    });
    const { vpa, vmid } = resultOf<{ vpa: string; vmid: string }>(
      reply,
      'A shop could not register',
    );
    payees.push({ vpa, vmid, host: '127.0.0.1', port });
  }
  return payees;
}

const PAGE = 200;

/** Reads the ledger from its newest entry back and ticks off every acknowledged payment. */
async function findAcknowledged(
  line: Line,
  acknowledged: readonly Acknowledged[],
): Promise<{ readonly missing: number; readonly doubled: number }> {
  const wanted = new Map(acknowledged.map(({ txnId, amountPaise }) => [txnId, amountPaise]));
  const seen = new Set<string>();
  let doubled = 0;
  let before: number | undefined;
  while (wanted.size > 0) {
    const reply = await line.call('ledger.entries', { limit: PAGE, before });
    const { rows, hasMore } = resultOf<{
      rows: { sequence: number; txnId: string; type: string; amountPaise: string }[];
      hasMore: boolean;
    }>(reply, 'The ledger could not be read');
    for (const row of rows.filter(({ type }) => type === 'payment')) {
      if (seen.has(row.txnId)) doubled += 1;
      seen.add(row.txnId);
      if (wanted.get(row.txnId) === Number(row.amountPaise)) wanted.delete(row.txnId);
    }
    before = rows.at(-1)?.sequence;
    if (!hasMore || before === undefined) break;
  }
  return { missing: wanted.size, doubled };
}

async function verifyTarget(line: Line, acknowledged: readonly Acknowledged[]): Promise<Verdict> {
  const found = await findAcknowledged(line, acknowledged);
  const report = resultOf<{
    isSound: boolean;
    problem?: string;
    entries: number;
    blocks: number;
    sumPaise: string;
    durationMs: number;
  }>(await line.call('admin.verify', {}), 'The ledger could not be verified');
  return { ...report, missing: found.missing, doubled: found.doubled };
}

async function readHealth(line: Line): Promise<StressedBank | undefined> {
  const reply = await line.call('bank.health', {});
  if (reply.kind !== 'result') return undefined;
  const { cpuPercent, memoryBytes, lastCommitEntries } = reply.result as unknown as BankHealth;
  return { cpuPercent, memoryBytes, commitEntries: lastCommitEntries };
}

/** @param terminals live ones for the terminal route; undefined pays straight */
export async function openTarget(
  address: TargetAddress,
  traffic: Traffic,
  terminals?: readonly Payee[],
): Promise<StressTarget> {
  const control = await openStressLine(address, CONTROL_LINE);
  const kind = lineKindFor(traffic);
  const info = resultOf<{ bankId: string; exchangeKey: string }>(
    await control.call('bank.info', {}),
    'The bank does not say who it is',
  );
  const settings = resultOf<BankSettings>(
    await control.call('admin.settings.get', {}),
    'The bank does not tell its limits',
  );
  if (settings.areSimulatedLimited) {
    throw new TargetError(
      "This bank's settings hold simulated accounts to the day's count and the cooling period. Switch that off for a stress test.",
    );
  }
  return {
    bank: { bankId: info.bankId, exchangeKey: Buffer.from(info.exchangeKey, 'base64url') },
    perTransactionPaise: settings.perTransactionPaise,
    pinTriesMax: settings.pinTriesMax,
    payees: terminals ?? (await registerPayees(control, traffic.merchants)),
    connect: (index) => {
      const terminal = terminals?.[index % terminals.length];
      return terminal ? openLine(address, terminal, kind) : openStressLine(address, kind);
    },
    registrar: terminals ? control : undefined,
    verify: (acknowledged) => verifyTarget(control, acknowledged),
    health: () => readHealth(control),
    close: () => control.close(),
  };
}
