import { createWriteStream } from 'node:fs';
import { homedir } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommanderError } from 'commander';
import { defaultDataFolder } from '#main/launch/data-folder-default.ts';
import { createRpcCaller, type RpcCaller } from '#shared/json-rpc-peer.ts';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import { RpcError } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { ENGLISH_STATEMENT, statementCsv } from '#shared/statement.ts';
import { connectFrames } from '#wire/client.ts';
import { readTextFile } from '#wire/private-file.ts';
import { findBank } from '../common/find-bank.ts';
import { EXIT, UsageError } from '../common/usage-error.ts';
import { parseStatementOptions, type StatementCommandOptions } from './statement-options.ts';

const ACCOUNTS_MAX = 200;

async function openAdmin(options: StatementCommandOptions): Promise<RpcCaller> {
  const { place, paths } = await findBank(options);
  const adminKey = readTextFile(paths.adminKey)?.trim();
  if (!adminKey) throw new UsageError(`There is no admin key in ${paths.adminKey}.`);
  const caller = createRpcCaller(await connectFrames(place));
  await caller.call(publicMethods, 'admin.open', { adminKey });
  return caller;
}

async function findAccount(admin: RpcCaller, text: string): Promise<string> {
  const search = text.slice(0, 64);
  const { rows } = await admin.call(adminMethods, 'admin.accounts', {
    search,
    limit: ACCOUNTS_MAX,
  });
  const wanted = text.toLowerCase();
  const found = rows.find(({ id, vpa, mobile }) =>
    [id.toLowerCase(), vpa, mobile].includes(wanted),
  );
  if (found) return found.id;
  throw new UsageError(`This bank has no account ${text}.`);
}

async function write(options: StatementCommandOptions): Promise<void> {
  const { from: fromMs, to: toMs, search, out } = options;
  const admin = await openAdmin(options);
  try {
    const accountId = await findAccount(admin, options.account);
    const filter = {
      accountId,
      search,
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
    };
    let rows = 0;
    const pieces = statementCsv(
      (page) => admin.call(adminMethods, 'admin.payments', { ...filter, ...page }),
      ENGLISH_STATEMENT,
      (count) => {
        rows = count;
      },
    );
    const source = Readable.from(pieces);
    if (out === undefined) await pipeline(source, process.stdout, { end: false });
    else await pipeline(source, createWriteStream(out, { flags: 'wx', mode: 0o600 }));
    console.error(`${rows} payments of ${accountId}${out === undefined ? '' : ` in ${out}`}.`);
  } finally {
    admin.close();
  }
}

/** @returns 0 written, 1 refused or out of reach, 2 wrong usage */
export async function runStatementCommand(words: readonly string[]): Promise<number> {
  try {
    const home = defaultDataFolder(process.platform, process.env, homedir());
    await write(parseStatementOptions(words, home));
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const isUsage = error instanceof UsageError || (error as { code?: string }).code === 'EEXIST';
    if (!isUsage && !(error instanceof RpcError)) throw error;
    console.error(`error: ${(error as Error).message}`);
    return isUsage ? EXIT.usage : EXIT.failed;
  }
}
