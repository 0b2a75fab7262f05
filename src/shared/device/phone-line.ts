import type { z } from 'zod';
import type { CryptoPort, DeviceSigner } from '../crypto-port.ts';
import type { CallerOptions, RpcCaller } from '../json-rpc-peer.ts';
import { type ResultOf, RPC_ERROR, RpcError } from '../protocol/json-rpc.ts';
import { type BankInfo, publicMethods } from '../protocol/public-methods.ts';
import type { PhoneEvent } from '../protocol/sealed-methods.ts';
import { PhoneError } from './outcome.ts';
import {
  BANK_ROUTE,
  type Connectors,
  createPhoneConnections,
  type PhoneConnections,
  type Route,
} from './phone-connections.ts';
import type { PhoneIdentity, PhoneStore } from './phone-store.ts';
import { checkGrant } from './pin-stretching.ts';
import {
  type BankPins,
  openSealedSession,
  type SealedMethod,
  type SealedMethods,
  SealedRefusal,
  type SealedSession,
} from './sealed-session.ts';

/** What every part of the phone works with. */
export interface PhoneContext extends Connectors {
  readonly crypto: CryptoPort;
  readonly signer: DeviceSigner;
  readonly deviceId: string;
  /** Pinned when the phone was set up; a bank that is another one is refused. */
  readonly bank: BankPins;
  readonly store: PhoneStore;
  readonly nowMs: () => number;
  /** Floor and strength of PIN stretching: 600,000 on phones, less only for simulated users. */
  readonly pinIterations: number;
  /** How long an answer is awaited; NPCI allows 15 s. */
  readonly timeoutMs?: number;
}

/** The phone's line to the bank: connections, the session that belongs to its key, its identity. */
export interface PhoneLine {
  readonly connections: PhoneConnections;
  identity(): Promise<PhoneIdentity>;
  setIdentity(identity: PhoneIdentity): Promise<void>;
  /** The open session and a connection for it; opens both when needed. */
  session(route: Route): Promise<{ readonly session: SealedSession; readonly via: RpcCaller }>;
  /** Forgets a session that the bank no longer knows. */
  dropSession(session: SealedSession): void;
  /** A sealed call that changes no money: tried again once when session or connection had ended. */
  ask<M extends SealedMethod>(
    method: M,
    params: z.input<SealedMethods[M]['params']>,
    route?: Route,
  ): Promise<ResultOf<SealedMethods, M>>;
  readonly isSessionOpen: boolean;
  close(): void;
}

/** @throws PhoneError `not-genuine` when a bank is not the pinned one. */
export function checkBank(info: BankInfo, pins: BankPins): void {
  if (info.bankId !== pins.bankId || info.exchangeKey !== pins.exchangeKey) {
    throw new PhoneError(
      'not-genuine',
      `This is another bank (${info.bankId}) than the one this phone was set up with (${pins.bankId}).`,
    );
  }
}

const isWorthAnotherTry = (error: unknown): boolean =>
  error instanceof RpcError &&
  !(error instanceof SealedRefusal) &&
  error.code !== RPC_ERROR.throttled;

export function createPhoneLine(
  context: PhoneContext,
  onEvent: (event: PhoneEvent) => void,
): PhoneLine {
  let identity: PhoneIdentity | undefined;
  let current: SealedSession | undefined;
  let opening: Promise<SealedSession> | undefined;

  const onNotification = async (method: string, params: unknown): Promise<void> => {
    if (method !== 'session.event') return;
    const event = await current?.openEvent(params);
    if (event) onEvent(event);
  };
  const options: CallerOptions = {
    onNotification: (method, params) => void onNotification(method, params),
    ...(context.timeoutMs === undefined ? {} : { timeoutMs: context.timeoutMs }),
  };
  const connections = createPhoneConnections(context, options);

  const setIdentity = async (next: PhoneIdentity): Promise<void> => {
    try {
      await context.store.saveIdentity(next);
    } catch {
      throw new PhoneError('storage', 'The account could not be stored on this phone.');
    }
    identity = next;
  };

  const requireIdentity = async (): Promise<PhoneIdentity> => {
    identity ??= await context.store.loadIdentity();
    if (!identity) throw new PhoneError('not-set-up', 'No account is set up on this phone.');
    if (identity.bankId !== context.bank.bankId) {
      throw new PhoneError('not-genuine', 'The account on this phone belongs to another bank.');
    }
    return identity;
  };

  const openSession = async (via: RpcCaller): Promise<SealedSession> => {
    const own = await requireIdentity();
    checkBank(await via.call(publicMethods, 'bank.info', {}), context.bank);
    const session = await openSealedSession({ ...context, uid: own.uid }, via);
    const learned = checkGrant(own, session.grant, context.pinIterations);
    if (learned !== own) await setIdentity(learned);
    return session;
  };

  const session: PhoneLine['session'] = async (route) => {
    const via = await connections.reach(route);
    if (current && !current.isUsedUp) return { session: current, via };
    opening ??= openSession(via).finally(() => {
      opening = undefined;
    });
    current = await opening;
    return { session: current, via };
  };

  const dropSession = (ended: SealedSession): void => {
    if (current === ended) current = undefined;
  };

  return {
    connections,
    identity: requireIdentity,
    setIdentity,
    session,
    dropSession,
    async ask(method, params, route = BANK_ROUTE) {
      const first = await session(route);
      try {
        return await first.session.call(first.via, method, params);
      } catch (error) {
        if (!isWorthAnotherTry(error)) throw error;
        // A lost connection says nothing about the session; any other plain error ends it.
        if ((error as RpcError).code !== RPC_ERROR.unreachable) dropSession(first.session);
        else if (first.via.isOpen) throw error;
      }
      const second = await session(route);
      return second.session.call(second.via, method, params);
    },
    get isSessionOpen() {
      return current !== undefined;
    },
    close() {
      current = undefined;
      connections.close();
    },
  };
}
