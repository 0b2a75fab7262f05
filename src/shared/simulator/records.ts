import { z } from 'zod';
import { type FaultKind, faultKinds } from '../faults.ts';
import * as field from '../protocol/fields.ts';

/** What the hosting process knows about devices, windows and itself; shared with every window. */

export const windowRole = z.enum(['control-room', 'phone', 'pos', 'stress']);
export type WindowRole = z.infer<typeof windowRole>;

export const phoneProfileName = z.enum(['android-small', 'android-large', 'iphone']);
export type PhoneProfileName = z.infer<typeof phoneProfileName>;

const deviceBase = {
  deviceId: field.deviceId,
  name: z.string(),
  isOpen: z.boolean(),
  createdMs: field.timeMs,
};

export const phoneDevice = z.object({
  ...deviceBase,
  kind: z.literal('phone'),
  profile: phoneProfileName,
  mobile: field.mobile,
  /** Empty until the phone has registered or bound. */
  uid: z.string(),
  vpa: z.string(),
  isDemo: z.boolean(),
  /** The demo user's PIN, kept so that a learner can look it up; nobody else's is. */
  demoPin: z.string().optional(),
});
export const posDevice = z.object({
  ...deviceBase,
  kind: z.literal('pos'),
  mid: field.mid,
  vmid: field.vmid,
  vpa: field.vpa,
  port: field.port,
  /** Whether the terminal listens on its port, and why not. */
  isListening: z.boolean(),
  problem: z.string().optional(),
  isDemo: z.boolean(),
  /** The demo merchant's password, for refunds and settings; nobody else's is kept. */
  demoPassword: z.string().optional(),
});
export const device = z.discriminatedUnion('kind', [phoneDevice, posDevice]);
export type PhoneDevice = z.infer<typeof phoneDevice>;
export type PosDevice = z.infer<typeof posDevice>;
export type Device = z.infer<typeof device>;

/** Where a window finds its bank; on the browser host these are the page's own origin. */
export const bankAddress = z.object({
  /** WebSocket URL of the bank. */
  url: z.string(),
  bankId: z.string(),
  /** Pinned X25519 key, base64url. */
  exchangeKey: field.bytes32,
  /** Pinned Ed25519 certification key, base64url. */
  certificationKey: field.bytes32,
  ledgerVerifierKey: z.string(),
});
export type BankAddress = z.infer<typeof bankAddress>;

export const hostInfo = z.object({
  host: z.enum(['desktop', 'browser']),
  version: z.string(),
  role: windowRole,
  /** Empty for the control room. */
  deviceId: z.string(),
  dataFolder: z.string(),
  /** What went wrong while starting and was put right, for people. */
  notice: z.string().optional(),
  bank: z.object({
    state: z.enum(['starting', 'open', 'unreachable', 'failed']),
    port: z.number().int(),
    /** True with `--bank URL` and no admin key: nothing can be changed. */
    isObserving: z.boolean(),
    isRemote: z.boolean(),
    /** Where the key that seals PINs is kept: in a `file` it lies beside the database. */
    keyPlace: z.enum(['keychain', 'environment', 'file']).optional(),
    problem: z.string().optional(),
  }),
  /** Kinds of faults on demand in force at the bank, for the banner; empty where they are unknown. */
  weather: z.array(z.enum(faultKinds as [FaultKind, ...FaultKind[]])).readonly(),
  capabilities: z.object({
    /** Windows open on their own (desktop) or need one click each (browser). */
    opensWindows: z.boolean(),
    isFrameless: z.boolean(),
    canCaptureScreen: z.boolean(),
  }),
});
export type HostInfo = z.infer<typeof hostInfo>;

const pixels = z.number().int().min(-32_768).max(32_767);
/** Where a window is, in the screen's pixels. */
export const windowPlace = z.strictObject({
  left: pixels,
  top: pixels,
  width: pixels.min(1),
  height: pixels.min(1),
});
export type WindowPlace = z.infer<typeof windowPlace>;

/** How a phone window starts: an account to register with this PIN, one to bind, or a known one. */
export const phoneStart = z.object({
  device: phoneDevice,
  bank: bankAddress,
  /** Template of a terminal's WebSocket URL with `{vmid}` and `{port}`. */
  terminalUrl: z.string(),
  registration: z
    .object({ pin: z.string(), openingBalancePaise: field.paiseText, name: z.string() })
    .optional(),
});
export type PhoneStart = z.infer<typeof phoneStart>;

export const posStart = z.object({
  device: posDevice,
  /** WebSocket URL of this POS's own terminal. */
  url: z.string(),
  posToken: z.string(),
});
export type PosStart = z.infer<typeof posStart>;

/** A POS window that a phone could look at. */
export const nearbyScreen = z.object({
  deviceId: field.deviceId,
  name: z.string(),
  vmid: field.vmid,
});
export type NearbyScreen = z.infer<typeof nearbyScreen>;

/** One picture of a POS screen, PNG, at most 1 MiB. */
export const screenFrame = z.object({
  png: z.string().max(1_400_000),
  width: z.number().int().min(1).max(4_096),
  height: z.number().int().min(1).max(4_096),
});
export type ScreenFrame = z.infer<typeof screenFrame>;

/** A copy of the bank's database in the data folder's `backups/`. */
export const backupFile = z.object({
  name: z.string().regex(/^bank-\d{8}-\d{6}-\d{3}\.sqlite$/, 'must be the name of a backup'),
  bytes: z.number().int(),
  /** When it was made. */
  timeMs: z.number(),
});
export type BackupFile = z.infer<typeof backupFile>;
