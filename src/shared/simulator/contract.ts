import { z } from 'zod';
import { adminEvent, adminMethods, ledgerMethods } from '../protocol/admin-methods.ts';
import * as field from '../protocol/fields.ts';
import { STATEMENT_COLUMNS } from '../statement.ts';
import { attackId, attackInfo, attackStatus } from './attack-records.ts';
import {
  backupFile,
  device,
  hostInfo,
  nearbyScreen,
  phoneProfileName,
  phoneStart,
  posStart,
  screenFrame,
  type WindowRole,
  windowPlace,
  windowRole,
} from './records.ts';
import { stressRequest, stressStatus } from './stress-records.ts';

/**
 * SimulatorApi: every call a window may make of its host, with shapes and the roles that may make
 * it. Preloads, the Electron handler and the browser bridge derive from this table; the registry,
 * never the payload, says which window is calling.
 */
export interface ApiCall {
  readonly roles: readonly WindowRole[];
  readonly params: z.ZodType;
  readonly result: z.ZodType;
}

const nothing = z.strictObject({});
const done = z.object({});
const everyWindow = windowRole.options;
const controlRoom = ['control-room'] as const;

/** Control-room calls that the host passes to the bank over its administrator's connection. */
const bankCalls = { ...ledgerMethods, ...adminMethods };
type BankCalls = typeof bankCalls;
export type ForwardedCall = Exclude<keyof BankCalls, 'admin.subscribe'>;

const forwarded = Object.fromEntries(
  Object.entries(bankCalls)
    .filter(([name]) => name !== 'admin.subscribe')
    .map(([name, schema]) => [name, { roles: controlRoom, ...schema }]),
) as { readonly [M in ForwardedCall]: BankCalls[M] & { readonly roles: typeof controlRoom } };

const userForm = z.strictObject({
  name: field.personName,
  mobile: field.mobile,
  pin: z.string().regex(/^(?:\d{4}|\d{6})$/, 'must be 4 or 6 digits'),
  openingBalancePaise: field.paiseText,
  profile: phoneProfileName.default('android-large'),
});
const merchantForm = z.strictObject({
  name: field.personName,
  password: field.password,
  openingBalancePaise: field.paiseText,
  port: field.port,
});
export type UserForm = z.input<typeof userForm>;
export type MerchantForm = z.input<typeof merchantForm>;

export const simulatorCalls = {
  ...forwarded,

  'host.info': { roles: everyWindow, params: nothing, result: hostInfo },
  'devices.list': {
    roles: controlRoom,
    params: nothing,
    result: z.object({ devices: z.array(device), nextPort: field.port }),
  },
  /** Registers a tea stall and a user and opens both windows where the host can. */
  'devices.setUpDemo': {
    roles: controlRoom,
    params: nothing,
    result: z.object({ devices: z.array(device) }),
  },
  'devices.addMerchant': {
    roles: controlRoom,
    params: merchantForm,
    result: z.object({ device, qrFile: z.string() }),
  },
  'devices.addUser': { roles: controlRoom, params: userForm, result: z.object({ device }) },
  /** An empty phone that goes through its own onboarding. */
  'devices.addPhone': {
    roles: controlRoom,
    params: z.strictObject({ profile: phoneProfileName }),
    result: z.object({ device }),
  },
  /** Desktop: opens or raises the window. Browser: answers the URL for `window.open`. */
  'devices.open': {
    roles: controlRoom,
    params: z.strictObject({ deviceId: field.deviceId }),
    result: z.object({ url: z.string().optional() }),
  },
  'devices.close': {
    roles: controlRoom,
    params: z.strictObject({ deviceId: field.deviceId }),
    result: done,
  },
  /**
   * All open device windows side by side. Desktop: on the screen of the control room. Browser: in
   * the area that the page may cover, as far as the browser lets a page move its pop-ups.
   */
  'devices.arrange': {
    roles: controlRoom,
    params: z.strictObject({ area: windowPlace }),
    result: z.object({ count: z.number().int() }),
  },
  /** Forgets the device here; its account stays at the bank. */
  'devices.remove': {
    roles: controlRoom,
    params: z.strictObject({ deviceId: field.deviceId }),
    result: done,
  },
  /** Two-step: the first call answers a token, the second with that token wipes and starts clean. */
  'system.reset': {
    roles: controlRoom,
    params: z.strictObject({ confirmation: z.string().max(64).optional() }),
    result: z.object({ confirmation: z.string().optional() }),
  },

  /** Copies that `admin.backup` made, the newest first. */
  'system.backups': {
    roles: controlRoom,
    params: nothing,
    result: z.object({ backups: z.array(backupFile) }),
  },
  /**
   * Two-step like `system.reset`: audits the backup and goes on from it under a new log. A backup
   * that cannot be used is refused with the reason, and the bank goes on as it was.
   */
  'system.restore': {
    roles: controlRoom,
    params: z.strictObject({
      name: backupFile.shape.name,
      confirmation: z.string().max(64).optional(),
    }),
    result: z.object({ confirmation: z.string().optional() }),
  },

  'phone.start': { roles: ['phone'], params: nothing, result: phoneStart },
  'phone.registered': {
    roles: ['phone'],
    params: z.strictObject({ uid: field.uid, vpa: field.vpa, name: field.personName }),
    result: done,
  },
  'screens.nearby': {
    roles: ['phone'],
    params: nothing,
    result: z.object({ screens: z.array(nearbyScreen) }),
  },
  /** Asks that POS window for one picture of its screen; refused when it does not answer. */
  'screens.look': {
    roles: ['phone'],
    params: z.strictObject({ deviceId: field.deviceId }),
    result: screenFrame,
  },
  'pos.start': { roles: ['pos'], params: nothing, result: posStart },
  /** A POS window's answer to the event `screen.wanted`. */
  'screens.deliver': {
    roles: ['pos'],
    params: z.strictObject({ requestId: z.string().max(64), frame: screenFrame }),
    result: done,
  },

  /** One run at a time; progress comes as events. Refused while observing a bank elsewhere. */
  'stress.start': { roles: controlRoom, params: stressRequest, result: stressStatus },
  /** Lets what is under way be answered and checks the ledger. */
  'stress.stop': { roles: controlRoom, params: nothing, result: stressStatus },
  'stress.status': { roles: controlRoom, params: nothing, result: stressStatus },

  /** The attack lab, on scratch banks; the bank of this desk stays as it is. */
  'attacks.list': {
    roles: controlRoom,
    params: nothing,
    result: z.object({ attacks: z.array(attackInfo), status: attackStatus }),
  },
  /** One after the other. Answers at once; what comes of them comes as events. */
  'attacks.run': {
    roles: controlRoom,
    params: z.strictObject({
      attacks: z.array(attackId).min(1).max(attackId.options.length),
    }),
    result: attackStatus,
  },
  'attacks.stop': { roles: controlRoom, params: nothing, result: attackStatus },

  /** Saves a file for people: into the data folder's `saved/`; answers the path. */
  'files.save': {
    roles: ['control-room', 'phone', 'pos'],
    params: z.strictObject({
      name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$/, 'must be a plain file name'),
      base64: z.string().max(8_000_000),
    }),
    result: z.object({ path: z.string() }),
  },
  /**
   * Writes an account's whole statement as CSV into `saved/`, page by page, so that it may be of any
   * length; headings and directions come in the window's language.
   */
  'files.saveStatement': {
    roles: controlRoom,
    params: z.strictObject({
      accountId: field.anyAccountId,
      texts: z.strictObject({
        head: z.array(z.string().max(60)).length(STATEMENT_COLUMNS),
        incoming: z.string().max(60),
        outgoing: z.string().max(60),
      }),
    }),
    result: z.object({ path: z.string(), rows: z.number().int() }),
  },
  'window.close': { roles: everyWindow, params: nothing, result: done },
  'window.minimise': { roles: everyWindow, params: nothing, result: done },
} as const satisfies Readonly<Record<string, ApiCall>>;

export type SimulatorCalls = typeof simulatorCalls;
export type CallName = keyof SimulatorCalls;
export type CallParams<N extends CallName> = z.input<SimulatorCalls[N]['params']>;
export type CallResult<N extends CallName> = z.output<SimulatorCalls[N]['result']>;

/** Events a host pushes to windows, with the roles that receive them. */
export const simulatorEvents = {
  'devices.changed': {
    roles: controlRoom,
    payload: z.object({ devices: z.array(device), nextPort: field.port }),
  },
  'bank.event': { roles: controlRoom, payload: adminEvent },
  /** Ten times a second while a stress run is under way. */
  'stress.progress': { roles: controlRoom, payload: stressStatus },
  /** To a device's pop-up: go there. */
  'window.place': { roles: ['phone', 'pos'], payload: windowPlace },
  /** A command that was chosen in the desktop's menu, by its id in the palette. */
  'menu.command': { roles: controlRoom, payload: z.object({ id: z.string() }) },
  /** After every side of an attack and at its end. */
  'attacks.progress': { roles: controlRoom, payload: attackStatus },
  'host.changed': { roles: everyWindow, payload: hostInfo },
  /** To one POS window: answer with `screens.deliver` now. */
  'screen.wanted': { roles: ['pos'], payload: z.object({ requestId: z.string() }) },
  /** To one phone window: a simulated SMS arrived on its SIM. */
  'sms.received': { roles: ['phone'], payload: z.object({ text: z.string(), code: z.string() }) },
} as const satisfies Readonly<
  Record<string, { readonly roles: readonly WindowRole[]; readonly payload: z.ZodType }>
>;

export type SimulatorEvents = typeof simulatorEvents;
export type EventName = keyof SimulatorEvents;
export type EventPayload<N extends EventName> = z.output<SimulatorEvents[N]['payload']>;

/** Host-side refusals that windows can tell apart; `message` is a sentence for people. */
export interface ApiProblem {
  readonly code:
    | 'forbidden'
    | 'invalid'
    | 'not-found'
    | 'port-in-use'
    | 'already-registered'
    | 'bank-unreachable'
    /** The hosting process has stopped or does not answer; only made on the window's side. */
    | 'host-unreachable'
    | 'limit'
    | 'observing'
    | 'refused'
    | 'internal';
  readonly message: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

export type ApiAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly problem: ApiProblem };

/** What a window holds: the two constructors are preload (Electron) and web socket (browser). */
export interface SimulatorApi {
  /** @throws SimulatorApiError */
  call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>>;
  /** Returns the unsubscribe. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
}

export class SimulatorApiError extends Error {
  readonly problem: ApiProblem;

  constructor(problem: ApiProblem) {
    super(problem.message);
    this.name = 'SimulatorApiError';
    this.problem = problem;
  }
}
