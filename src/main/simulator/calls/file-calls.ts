import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import { type StatementTexts, statementCsv } from '#shared/statement.ts';
import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';
import { needAdmin } from './need-admin.ts';

const FOLDER = 'saved';
/** Files the folder may hold before people are asked to tidy it. */
const FILES_MAX = 1_000;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Names that Windows gives to devices, with any extension. */
const RESERVED_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** "code.png", "code (2).png", ...: nothing that was saved before is written over. */
function freeName(wanted: string, existing: readonly string[]): string {
  const taken = new Set(existing.map((name) => name.toLowerCase()));
  const extension = extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${stem} (${count})${extension}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

const WHY_NOT: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than this system allows',
  EROFS: 'the disk is read-only',
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
};

/** @throws SimulatorApiError for what the disk refuses; anything else as it is */
function refuseToSave(error: unknown): never {
  const why = WHY_NOT[(error as NodeJS.ErrnoException).code ?? ''];
  if (!why) throw error;
  throw problem(
    'refused',
    `The file was not saved: ${why}. Nothing else was changed. Make room in the data folder and save again.`,
  );
}

/** The whole file or none: half a statement would look like a whole one. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true });
    refuseToSave(error);
  }
}

/** A free path in the data folder's `saved/`. @throws problem `invalid` or `limit` */
async function freePath(context: SimulatorContext, name: string): Promise<string> {
  const plainName = name.replace(/[ .]+$/, '');
  if (RESERVED_NAME.test(plainName)) {
    throw problem('invalid', 'That name is reserved by some systems. Choose another.');
  }
  const folder = join(context.dataFolder, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(refuseToSave);
  const existing = await readdir(folder);
  if (existing.length >= FILES_MAX) {
    throw problem('limit', `The folder ${folder} holds ${FILES_MAX} files. Tidy it first.`);
  }
  return join(folder, freeName(plainName, existing));
}

async function saveStatement(
  context: SimulatorContext,
  accountId: string,
  texts: StatementTexts,
): Promise<{ path: string; rows: number }> {
  needAdmin(context);
  const { link } = context;
  let rows = 0;
  const pieces = statementCsv(
    (page) => link.call(adminMethods, 'admin.payments', { accountId, ...page }),
    texts,
    (count) => {
      rows = count;
    },
  );
  const path = await freePath(context, `statement-${accountId}.csv`);
  try {
    await pipeline(Readable.from(pieces), createWriteStream(path, { flags: 'wx' }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true });
    refuseToSave(error);
  }
  return { path, rows };
}

/** Saves what a person asked to keep, always inside the data folder's `saved/`. */
export function createFileCalls(
  context: SimulatorContext,
): Pick<Handlers, 'files.save' | 'files.saveStatement'> {
  return {
    'files.save': async (_window, { name, base64 }) => {
      if (!BASE64.test(base64)) throw problem('invalid', 'The file is not base64.');
      const path = await freePath(context, name);
      await writeWhole(path, Buffer.from(base64, 'base64'));
      return { path };
    },
    'files.saveStatement': (_window, { accountId, texts }) =>
      saveStatement(context, accountId, texts),
  };
}
