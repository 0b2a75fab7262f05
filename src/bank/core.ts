import type { DeviceSigner } from '#shared/crypto-port.ts';
import type {
  AdminEvent,
  adminMethods,
  BankHealth,
  ledgerMethods,
  VerifyReport,
} from '#shared/protocol/admin-methods.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import type { PaymentResult, PaymentSubmitParams } from '#shared/protocol/payments.ts';
import type {
  BankInfo,
  DirectoryEntry,
  MerchantCertificate,
  publicMethods,
} from '#shared/protocol/public-methods.ts';
import type { PhoneEvent, SessionGrant, sealedMethods } from '#shared/protocol/sealed-methods.ts';
import type { TerminalEvent, terminalMethods } from '#shared/protocol/terminal-methods.ts';

/**
 * The bank without sockets: one writer over state in memory, made durable in group commits. The
 * server (src/bank/server) turns connections into calls of this interface; nothing here knows
 * about TLS, JSON-RPC or sealing. Parameters arrive validated by the protocol's schemas. Every
 * method may throw an RpcError made by `refusal`, which consumed nothing.
 */
export interface BankCore {
  readonly identity: BankIdentity;
  info(): BankInfo;
  lookup(query: ParamsOf<typeof publicMethods, 'directory.lookup'>): DirectoryEntry;
  registerUser(
    params: ParamsOf<typeof publicMethods, 'user.register'>,
    caller: { readonly isSimulated: boolean },
  ): Promise<ResultOf<typeof publicMethods, 'user.register'>>;
  registerMerchant(
    params: ParamsOf<typeof publicMethods, 'merchant.register'>,
  ): Promise<ResultOf<typeof publicMethods, 'merchant.register'>>;
  bindDevice(
    params: ParamsOf<typeof publicMethods, 'device.bind'>,
  ): Promise<ResultOf<typeof publicMethods, 'device.bind'>>;
  requestBinding(
    params: ParamsOf<typeof publicMethods, 'device.requestBinding'>,
  ): Promise<ResultOf<typeof publicMethods, 'device.requestBinding'>>;

  /** The raw Ed25519 key bound to a user's device; undefined when unknown or revoked (U66). */
  deviceKey(uid: string, deviceId: string): Uint8Array | undefined;
  /** Starts a session for a device whose opening signature the caller has checked. */
  openSession(uid: string, deviceId: string, sessionId: string): SessionGrant;
  /** Undefined when the session ended or never was. */
  session(sessionId: string): BankSession | undefined;
  endSession(sessionId: string): void;

  /**
   * Checks in the order of design section 5 (5) and answers after the durable commit.
   * @param route VMID of the terminal the call came through, empty when straight
   * @param sealedIn id of the session whose seal the call came in, undefined when unsealed: only
   *   the payer's own session is told balance and bank signature again when a payment is repeated
   */
  submitPayment(
    params: PaymentSubmitParams,
    route: string,
    sealedIn?: string,
  ): Promise<PaymentResult>;
  /** Every other sealed method, by name; the session says who is calling. */
  sealedCall<M extends Exclude<keyof typeof sealedMethods, 'payment.submit' | 'session.nonce'>>(
    session: BankSession,
    method: M,
    params: ParamsOf<typeof sealedMethods, M>,
  ): Promise<ResultOf<typeof sealedMethods, M>>;

  /** The merchant behind a VMID, for `terminal.open`; undefined when unknown. */
  merchant(vmid: string): MerchantRecord | undefined;
  /** A terminal's connection came or went; its port is checked against the directory. */
  setTerminalOnline(vmid: string, isOnline: boolean): void;
  terminalCall<M extends keyof typeof terminalMethods>(
    vmid: string,
    method: M,
    params: ParamsOf<typeof terminalMethods, M>,
  ): Promise<ResultOf<typeof terminalMethods, M>>;

  ledgerCall<M extends Exclude<keyof typeof ledgerMethods, 'bank.health'>>(
    method: M,
    params: ParamsOf<typeof ledgerMethods, M>,
  ): Promise<ResultOf<typeof ledgerMethods, M>>;
  adminCall<M extends Exclude<keyof typeof adminMethods, 'admin.subscribe'>>(
    method: M,
    params: ParamsOf<typeof adminMethods, M>,
  ): Promise<ResultOf<typeof adminMethods, M>>;
  /** Core's share of the health figures; the server adds its own. */
  health(): Omit<BankHealth, 'connections' | 'eventLoopDelayP99Ms' | 'cpuPercent' | 'memoryBytes'>;
  verify(onProgress?: (checkedLeaves: number) => void): Promise<VerifyReport>;

  /** At most 64 listeners; returns the unsubscribe. */
  onEvent(listener: (event: BankEvent) => void): () => void;
  /** Refuses new calls, lets the running commit finish, closes the store. */
  close(): Promise<void>;
}

export interface BankIdentity {
  /** 16 hex digits made on first start. */
  readonly bankId: string;
  /** Raw X25519 public key, 32 bytes. */
  readonly exchangePublicKey: Uint8Array;
  /** X25519 with a phone's raw public key. @throws when the key is weak or malformed. */
  agree(clientPublicKey: Uint8Array): Uint8Array;
  readonly certification: DeviceSigner;
}

/** In the bank's memory only; ends with the bank. */
export interface BankSession {
  readonly id: string;
  readonly uid: string;
  readonly vpa: string;
  readonly deviceId: string;
  /** The nonce the next payment or PIN action must carry, base64url of 16 bytes. */
  readonly nonce: string;
  /** Replaces the nonce, for `session.nonce`. */
  renewNonce(): void;
}

export interface MerchantRecord {
  readonly mid: string;
  readonly vmid: string;
  readonly vpa: string;
  readonly name: string;
  readonly port: number;
  /** P-256 SPKI DER. */
  readonly publicKey: Uint8Array;
  readonly certificate: MerchantCertificate;
}

/** What happened, and whom the server must tell. */
export type BankEvent =
  | { readonly to: 'terminal'; readonly vmid: string; readonly event: TerminalEvent }
  | { readonly to: 'phone'; readonly uid: string; readonly event: PhoneEvent }
  | { readonly to: 'admin'; readonly event: AdminEvent };

/** Signature checks off the bank's thread; a plain function in tests. */
export type VerifySignature = (
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

export interface BankClock {
  nowMs(): number;
}

export type RandomBytes = (length: number) => Uint8Array;
