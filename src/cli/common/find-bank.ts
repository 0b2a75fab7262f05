import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BankPins } from '#shared/device/sealed-session.ts';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { connectFrames } from '#wire/client.ts';
import { type DataFolderPaths, dataFolderPaths } from '#wire/data-folder.ts';
import { readTextFile } from '#wire/private-file.ts';
import { UsageError } from './usage-error.ts';
import { type BankAddressOption, LOCAL_BANK } from './values.ts';

/** A bank that answered, what it pins, and where a shell keeps what belongs to it. */
export interface FoundBank {
  readonly place: { readonly host: string; readonly port: number; readonly caPem: string };
  readonly pins: BankPins;
  readonly paths: DataFolderPaths;
  /** `<data>/shell/<bank id>`: a bank that was reset is another bank and finds nothing of the old. */
  readonly folder: string;
}

export interface BankOptions {
  readonly data: string;
  readonly bank?: BankAddressOption;
  readonly ca?: string;
}

const CONNECT_WITHIN_MS = 5_000;

function readAuthority(path: string, isNamed: boolean): string {
  const text = readTextFile(path);
  if (text?.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UsageError(
    isNamed
      ? `--ca: ${path} is no certificate. Ask for the bank's ca.pem.`
      : `There is no bank in this data folder (${path} is missing). Start one with "npm run bank" or "npm start" and the same --data, or name one with --bank HOST:PORT --ca FILE.`,
  );
}

/** @throws UsageError without an authority to trust; RpcError when the bank does not answer. */
export async function findBank(options: BankOptions): Promise<FoundBank> {
  const paths = dataFolderPaths(options.data);
  const caPem = readAuthority(options.ca ?? paths.caCertificate, options.ca !== undefined);
  const place = { ...(options.bank ?? LOCAL_BANK), caPem };
  const caller = createRpcCaller(await connectFrames({ ...place, timeoutMs: CONNECT_WITHIN_MS }));
  try {
    const { bankId, exchangeKey, certificationKey, ledgerVerifierKey } = await caller.call(
      publicMethods,
      'bank.info',
      {},
    );
    const folder = join(paths.folder, 'shell', bankId);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const pins = { bankId, exchangeKey, certificationKey, ledgerVerifierKey };
    return { place, pins, paths, folder };
  } finally {
    caller.close();
  }
}
