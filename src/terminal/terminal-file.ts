import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VMID_PATTERN } from '#shared/ids.ts';
import * as field from '#shared/protocol/fields.ts';
import { merchantCertificate } from '#shared/protocol/public-methods.ts';
import { readTextFile, writePrivateFile } from '#wire/private-file.ts';
import { TerminalError } from './terminal-error.ts';

/**
 * What a UPI machine is: the merchant's ids, key and certificate. Kept in
 * `<data>/terminals/<vmid>.json`, readable by its owner only. The password is not part of it.
 */
const terminalIdentity = z.strictObject({
  version: z.literal(1),
  bankId: z.string(),
  name: field.personName,
  mid: field.mid,
  vmid: field.vmid,
  vpa: field.vpa,
  mcc: field.mcc,
  /** What the directory tells phones. */
  host: z.string(),
  port: field.port,
  /** PKCS #8 PEM of the merchant's P-256 key. */
  privateKey: z.string(),
  certificate: merchantCertificate,
  /** The printable code, PNG. */
  qrFile: z.string(),
});
export type TerminalIdentity = Readonly<z.infer<typeof terminalIdentity>>;

const pathOf = (folder: string, vmid: string): string => join(folder, `${vmid}.json`);

/** @throws Error when the folder cannot be written. */
export function saveTerminal(folder: string, identity: TerminalIdentity): void {
  writePrivateFile(pathOf(folder, identity.vmid), `${JSON.stringify(identity, null, 2)}\n`);
}

/** @throws TerminalError `not-found` or `invalid` (damaged). */
export function loadTerminal(folder: string, vmid: string): TerminalIdentity {
  const text = VMID_PATTERN.test(vmid) ? readTextFile(pathOf(folder, vmid)) : undefined;
  if (text === undefined) {
    throw new TerminalError('not-found', `There is no UPI machine ${vmid} in this data folder.`);
  }
  try {
    const identity = terminalIdentity.parse(JSON.parse(text));
    if (identity.vmid !== vmid) throw new Error('file of another machine');
    return identity;
  } catch (cause) {
    throw new TerminalError(
      'invalid',
      `The file of the UPI machine ${vmid} is damaged. Register the merchant again; its money is safe at the bank.`,
      { cause },
    );
  }
}

/** VMIDs with a file, sorted. */
export function storedTerminals(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => VMID_PATTERN.test(name))
    .sort();
}

export function forgetTerminal(folder: string, vmid: string): void {
  if (VMID_PATTERN.test(vmid)) rmSync(pathOf(folder, vmid), { force: true });
}
