import { TXN_ID_PATTERN } from '#shared/ids.ts';
import { formatPaise, rupeesToPaise } from '#shared/money.ts';
import type { Terminal } from '#terminal/terminal.ts';
import type { ConsoleInput } from '../common/console-input.ts';
import { UsageError } from '../common/usage-error.ts';
import type { TellHappening } from './events.ts';
import { PASSWORD_VARIABLE } from './terminal-options.ts';

const amountFrom = (text: string | undefined): string => {
  const paise = text === undefined ? undefined : rupeesToPaise(text);
  if (!paise) throw new UsageError('Say how many rupees, for example: charge 20 or charge 12.50.');
  return formatPaise(paise);
};

export async function charge(
  terminal: Terminal,
  amountPaise: string,
  note: string,
  tell: TellHappening,
): Promise<void> {
  const { state } = terminal.state().charge?.order ?? {};
  if (state !== undefined && state !== 'active' && state !== 'scanned') terminal.dismiss();
  const { charge: made } = await terminal.charge(amountPaise, note);
  if (made) tell({ event: 'charge', ...made });
}

/** What a typed line works with. */
export interface Counter {
  readonly terminal: Terminal;
  readonly tell: TellHappening;
  readonly askHidden: ConsoleInput['askHidden'];
}

async function refund({ terminal, askHidden }: Counter, words: readonly string[]): Promise<void> {
  const [txnId = '', rupees] = words;
  if (!TXN_ID_PATTERN.test(txnId)) {
    throw new UsageError('Say which payment and how much, for example: refund SIM0123... 20');
  }
  const amountPaise = amountFrom(rupees);
  const password =
    process.env[PASSWORD_VARIABLE] ??
    (await askHidden('Password: ', `Refunds need the password: set ${PASSWORD_VARIABLE}.`));
  await terminal.refund(txnId, amountPaise, password);
}

/**
 * One typed line.
 * @returns false when the machine shall be switched off
 * @throws UsageError or RpcError with a sentence for people
 */
export async function runTyped(line: string, counter: Counter): Promise<boolean> {
  const { terminal, tell } = counter;
  const [name = '', ...words] = line.trim().split(/\s+/);
  switch (name.toLowerCase()) {
    case '':
      return true;
    case 'charge':
      await charge(terminal, amountFrom(words[0]), words.slice(1).join(' '), tell);
      return true;
    case 'cancel':
      await terminal.cancel();
      return true;
    case 'refund':
      await refund(counter, words);
      return true;
    case 'status':
      tell({ event: 'status', state: terminal.state() });
      return true;
    case 'quit':
    case 'exit':
      return false;
    default:
      throw new UsageError(`"${name}" is unknown. Type charge, cancel, refund, status or quit.`);
  }
}
