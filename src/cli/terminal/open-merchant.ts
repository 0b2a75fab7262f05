import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatPaise } from '#shared/money.ts';
import { registerMerchant } from '#terminal/register-merchant.ts';
import type { ListenForPhones } from '#terminal/terminal.ts';
import { loadTerminal, storedTerminals, type TerminalIdentity } from '#terminal/terminal-file.ts';
import { type TerminalWiring, wireTerminals } from '#terminal/wire-terminal.ts';
import type { Logger } from '#wire/logger.ts';
import { askOnce } from '../common/console-input.ts';
import type { FoundBank } from '../common/find-bank.ts';
import { PASSWORD_VARIABLE, type TerminalCommandOptions } from './terminal-options.ts';

export interface OpenedMerchant {
  readonly identity: TerminalIdentity;
  readonly listen: ListenForPhones;
  readonly wiring: TerminalWiring;
  readonly isNew: boolean;
}

function stored(
  folder: string,
  { name, port }: TerminalCommandOptions,
): TerminalIdentity | undefined {
  return storedTerminals(folder)
    .map((vmid) => loadTerminal(folder, vmid))
    .find((identity) => identity.name === name.trim() && identity.port === port);
}

const findPassword = async ({ password }: TerminalCommandOptions): Promise<string> =>
  password ??
  process.env[PASSWORD_VARIABLE] ??
  askOnce(
    'Password for settings and refunds (8 characters or more): ',
    `This merchant is not registered yet: --password or ${PASSWORD_VARIABLE} is needed.`,
  );

/**
 * The merchant of this name and port: as kept in the shell's folder of this bank, or newly
 * registered. Machines of the app's own windows are kept apart and left alone.
 */
export async function openMerchant(
  found: FoundBank,
  options: TerminalCommandOptions,
  logger: Logger,
): Promise<OpenedMerchant> {
  const folder = join(found.folder, 'terminals');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const wiring = await wireTerminals({
    bank: found.place,
    paths: { ...found.paths, terminals: folder },
    listenHost: options.listen,
    host: options.host,
    logger,
  });
  const known = stored(folder, options);
  if (known) {
    const listen: ListenForPhones = (handler) => wiring.listen(known.port, handler);
    return { identity: known, listen, wiring, isNew: false };
  }
  const { name, port, openingBalance, mcc, vpa } = options;
  const form = {
    name,
    port,
    password: await findPassword(options),
    openingBalancePaise: formatPaise(openingBalance),
    ...(mcc === undefined ? {} : { mcc }),
    ...(vpa === undefined ? {} : { vpa }),
  };
  const registered = await registerMerchant(form, wiring.register);
  return { ...registered, wiring, isNew: true };
}
