import { createRpcCaller, type RpcCaller, type TextTransport } from '#shared/json-rpc-peer.ts';
import { isCertificateGenuine } from '#shared/merchant-check.ts';
import { terminalPortProblem } from '#shared/ports.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import type { Connection } from '#wire/connection.ts';
import type { Listener } from '#wire/listener.ts';
import type { Logger } from '#wire/logger.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { WireError } from '#wire/wire-error.ts';
import { makeMerchantKey, merchantSigner } from './merchant-key.ts';
import { stickerPath, writeSticker } from './sticker-file.ts';
import type { ListenForPhones } from './terminal.ts';
import { TerminalError } from './terminal-error.ts';
import { saveTerminal, type TerminalIdentity } from './terminal-file.ts';

export interface MerchantForm {
  readonly name: string;
  /** Goes to the bank once and is kept nowhere here. */
  readonly password: string;
  /** Decimal string. */
  readonly openingBalancePaise: string;
  readonly port: number;
  readonly mcc?: string;
  readonly vpa?: string;
}

export interface RegisterOptions {
  /** What the directory tells phones. */
  readonly host: string;
  readonly connectBank: () => Promise<TextTransport>;
  readonly listen: (
    port: number,
    onConnection: (connection: Connection) => void,
  ) => Promise<Listener>;
  /** `<data>/terminals`. */
  readonly folder: string;
  /** Where `<merchant>_qr.png` goes. */
  readonly qrFolder: string;
  readonly logger: Logger;
}

export interface RegisteredMerchant {
  readonly identity: TerminalIdentity;
  /** Hands over the port that was bound before anything was registered. */
  readonly listen: ListenForPhones;
}

/** A refusal of the bank or the wire as a reason that a form can show. */
function terminalErrorFrom(error: unknown): unknown {
  if (error instanceof WireError) {
    return new TerminalError(
      error.code === 'port-taken' ? 'port-in-use' : 'invalid',
      error.message,
    );
  }
  if (!(error instanceof RpcError)) return error;
  const issue = error.data.issues?.[0];
  const detail = issue ? `${issue.path} ${issue.message}` : (error.data.detail ?? error.message);
  if (error.code === RPC_ERROR.unreachable) {
    return new TerminalError('bank-unreachable', `${detail} Nothing was registered.`);
  }
  return new TerminalError(error.code === RPC_ERROR.invalidParams ? 'invalid' : 'refused', detail);
}

async function registerAtBank(
  caller: RpcCaller,
  form: MerchantForm,
  host: string,
): Promise<Omit<TerminalIdentity, 'qrFile'>> {
  const privateKey = makeMerchantKey();
  const { publicKey } = merchantSigner(privateKey);
  const info = await caller.call(publicMethods, 'bank.info', {});
  const made = await caller.call(publicMethods, 'merchant.register', { ...form, host, publicKey });
  const { certificate, mid, vmid, vpa } = made;
  const isOurs =
    certificate.publicKey === publicKey &&
    certificate.vpa === vpa &&
    certificate.vmid === vmid &&
    certificate.mid === mid &&
    (await isCertificateGenuine(nodeCrypto, certificate, info.certificationKey));
  if (!isOurs) throw new TerminalError('refused', "The bank's certificate does not hold.");
  return {
    version: 1,
    bankId: info.bankId,
    name: certificate.name,
    mcc: certificate.mcc,
    port: form.port,
    mid,
    vmid,
    vpa,
    host,
    privateKey,
    certificate,
  };
}

async function withBank<T>(
  connect: () => Promise<TextTransport>,
  work: (caller: RpcCaller) => Promise<T>,
): Promise<T> {
  const caller = createRpcCaller(await connect());
  try {
    return await work(caller);
  } finally {
    caller.close();
  }
}

/** The code is only a picture of what is stored: without it the machine works all the same. */
function drawCode(options: RegisterOptions, identity: TerminalIdentity): void {
  try {
    writeSticker(identity.qrFile, identity, merchantSigner(identity.privateKey));
  } catch (error) {
    options.logger.log('warn', 'sticker not written', { vmid: identity.vmid, error });
  }
}

/**
 * Binds the port first, so that two machines on one port are told apart before the bank hears of
 * the second; then registers, keeps the key (0600) and draws the sticker.
 * @throws TerminalError; nothing listens then
 */
export async function registerMerchant(
  form: MerchantForm,
  options: RegisterOptions,
): Promise<RegisteredMerchant> {
  const problem = terminalPortProblem(form.port);
  if (problem) throw new TerminalError('invalid', problem);
  let onConnection = (connection: Connection): void => connection.close('Not ready yet.');
  let listener: Listener | undefined;
  try {
    const bound = await options.listen(form.port, (connection) => onConnection(connection));
    listener = bound;
    const made = await withBank(options.connectBank, (caller) =>
      registerAtBank(caller, form, options.host),
    );
    const identity = { ...made, qrFile: stickerPath(options.qrFolder, made) };
    saveTerminal(options.folder, identity);
    drawCode(options, identity);
    return {
      identity,
      async listen(handler) {
        onConnection = handler;
        return bound;
      },
    };
  } catch (error) {
    await listener?.close();
    throw terminalErrorFrom(error);
  }
}
