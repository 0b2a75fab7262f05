import { homedir } from 'node:os';
import { CommanderError } from 'commander';
import { defaultDataFolder } from '#main/launch/data-folder-default.ts';
import { formatPaise } from '#shared/money.ts';
import { RpcError } from '#shared/protocol/json-rpc.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import { createTerminal, type Terminal } from '#terminal/terminal.ts';
import { TerminalError } from '#terminal/terminal-error.ts';
import { createLogger } from '#wire/logger.ts';
import { WireError } from '#wire/wire-error.ts';
import { openConsoleInput } from '../common/console-input.ts';
import { findBank } from '../common/find-bank.ts';
import { EXIT, UsageError } from '../common/usage-error.ts';
import { happeningJson, happeningText, type TellHappening } from './events.ts';
import { openMerchant } from './open-merchant.ts';
import { parseTerminalOptions, type TerminalCommandOptions } from './terminal-options.ts';
import { charge, runTyped } from './typed-commands.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function sentenceOf(error: unknown): string {
  if (error instanceof RpcError) return error.data.detail ?? error.message;
  if (error instanceof TerminalError || error instanceof WireError || error instanceof UsageError) {
    return error.message;
  }
  throw error;
}

const createTeller = ({ json, qr }: TerminalCommandOptions): TellHappening => {
  const style = { hasQr: qr, isColoured: process.stdout.isTTY === true };
  return (happening) =>
    console.log(json ? happeningJson(happening) : happeningText(happening, style));
};

/** Prints what changed from one state to the next. */
function followStates(terminal: Terminal, tell: TellHappening): void {
  let last: PosState = terminal.state();
  terminal.onState((state) => {
    if (state.bank !== last.bank) tell({ event: 'bank', state: state.bank });
    const { order } = state.charge ?? {};
    const before = last.charge?.order;
    const isSame =
      order?.reference !== before?.reference ||
      (order?.state === before?.state && order?.lastCode === before?.lastCode);
    if (order && !isSame) tell({ event: 'order', order });
    last = state;
  });
}

/** How the machine is switched off: by a signal, a typed word, or a fault of this program. */
interface Switch {
  readonly off: Promise<void>;
  turnOff(): void;
  fail(error: unknown): void;
}

function createSwitch(): Switch {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  for (const signal of SIGNALS) process.once(signal, () => resolve());
  return { off: promise, turnOff: resolve, fail: reject };
}

/** Takes what is typed until the machine is switched off. An input that ends leaves it running. */
async function serveCounter(
  terminal: Terminal,
  tell: TellHappening,
  { off, turnOff, fail }: Switch,
): Promise<void> {
  const take = async (line: string): Promise<void> => {
    try {
      const { askHidden } = input;
      if (!(await runTyped(line, { terminal, tell, askHidden }))) turnOff();
    } catch (error) {
      tell({ event: 'problem', message: sentenceOf(error) });
    }
  };
  let turn = Promise.resolve();
  const input = openConsoleInput({
    onInterrupt: turnOff,
    onLine(line) {
      // One after the other: a pasted list of commands means this order.
      turn = turn.then(() => take(line));
      turn.catch(fail);
    },
  });
  try {
    await off;
  } finally {
    input.close();
  }
}

/** Until the bank has answered or could not be reached: what is typed then finds a clear state. */
const whenTried = (terminal: Terminal): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (terminal.state().bank === 'connecting') return;
      stop();
      resolve();
    };
    const stop = terminal.onState(check);
    check();
  });

async function run(options: TerminalCommandOptions): Promise<void> {
  const tell = createTeller(options);
  const logger = createLogger({ nowMs: Date.now });
  const found = await findBank(options);
  const { identity, listen, wiring, isNew } = await openMerchant(found, options, logger);
  const terminal = await createTerminal({
    ...wiring.base,
    identity,
    listen,
    posToken: wiring.newPosToken(),
    onPayment: (row) => tell({ event: 'payment', row }),
  });
  const power = createSwitch();
  try {
    await Promise.race([whenTried(terminal), power.off]);
    const { staticLink, bank } = terminal.state();
    tell({ event: 'ready', identity, staticLink, isNew });
    if (bank !== 'online') tell({ event: 'bank', state: bank });
    followStates(terminal, tell);
    if (options.charge !== undefined) {
      await charge(terminal, formatPaise(options.charge), '', tell);
    }
    await serveCounter(terminal, tell, power);
  } finally {
    await terminal.close();
  }
}

/** @returns 0 after it was switched off, 1 when it could not start, 2 for a wrong command line */
export async function runTerminalCommand(words: readonly string[]): Promise<number> {
  try {
    const home = defaultDataFolder(process.platform, process.env, homedir());
    await run(parseTerminalOptions(words, home));
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    console.error(`error: ${sentenceOf(error)}`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}
