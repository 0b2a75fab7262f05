import type { BankCore, BankSession } from '#bank/core.ts';
import type { Defences } from '#bank/defences.ts';
import {
  invalidParams,
  type ParamsOf,
  RPC_ERROR,
  RpcError,
  refusal,
} from '#shared/protocol/json-rpc.ts';
import type { Sealed } from '#shared/protocol/public-methods.ts';
import { sealedMethods, sealedRequest } from '#shared/protocol/sealed-methods.ts';
import { MAX_SEAL_COUNTER } from '#shared/session.ts';
import type { Logger } from '#wire/logger.ts';
import { methodNotFound, NoAnswer, wireError } from '#wire/rpc-server.ts';
import type { Client } from './client.ts';
import { isQuickPayment } from './quick-checks.ts';
import { openText, SEALED_MAX_BYTES, sealText } from './sealing.ts';
import type { SealedSession, SessionBook } from './session-book.ts';

export interface SealedCallParts {
  readonly core: BankCore;
  readonly book: SessionBook;
  readonly logger: Logger;
  readonly defences: Pick<Defences, 'replayGuard'>;
}

type SealedMethod = keyof typeof sealedMethods;

const isSealedMethod = (name: string): name is SealedMethod => Object.hasOwn(sealedMethods, name);

/**
 * Opens the box of a live session. A box that does not open, or comes again or late, is refused
 * and changes nothing: whoever relays it can neither end the session nor use up its counters.
 */
function accept(parts: SealedCallParts, client: Client, sealed: Sealed): [SealedSession, string] {
  const bank = parts.core.session(sealed.sessionId);
  if (!bank) parts.book.drop(sealed.sessionId);
  const known = bank && parts.book.find(sealed.sessionId);
  if (!known) throw refusal('U14', 'This session has ended. Open a new one.');
  const text = openText(known.keys.toBank, 'to-bank', sealed);
  if (text === undefined) throw refusal('U14', 'The sealed message does not open.');
  if (sealed.counter <= known.lastCounter && parts.defences.replayGuard) {
    throw refusal('U01', 'This sealed message came before, or too late.');
  }
  if (sealed.counter >= MAX_SEAL_COUNTER) {
    throw refusal('U14', 'This session is used up. Open a new one.');
  }
  known.lastCounter = sealed.counter;
  parts.book.use(known, client);
  return [known, text];
}

/** A payment whose parameters need no closer look (quick-checks.ts). */
function quickPayment(value: unknown): { method: SealedMethod; params: unknown } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { method, params } = value as Record<string, unknown>;
  const isQuick = method === 'payment.submit' && isQuickPayment(params);
  return isQuick && Object.keys(value).length === 2 ? { method, params } : undefined;
}

function parseInner(text: string): { method: SealedMethod; params: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RpcError(RPC_ERROR.parse, 'The sealed message is not JSON.');
  }
  const payment = quickPayment(value);
  if (payment) return payment;
  const request = sealedRequest.safeParse(value);
  if (!request.success) throw invalidParams(request.error);
  const { method, params } = request.data;
  if (!isSealedMethod(method)) throw methodNotFound();
  const checked = sealedMethods[method].params.safeParse(params);
  if (!checked.success) throw invalidParams(checked.error);
  return { method, params: checked.data };
}

/** @param route VMID of the terminal that relays, empty when the call came straight */
async function dispatch(
  { core, defences }: SealedCallParts,
  session: BankSession,
  route: string,
  text: string,
): Promise<unknown> {
  const { method, params } = parseInner(text);
  if (method === 'payment.submit') {
    const payment = params as ParamsOf<typeof sealedMethods, 'payment.submit'>;
    return core.submitPayment(payment, route, session.id);
  }
  if (method === 'session.nonce') {
    if (defences.replayGuard) session.renewNonce();
    return {};
  }
  return core.sealedCall(session, method, params as ParamsOf<typeof sealedMethods, typeof method>);
}

function sealAnswer(session: SealedSession, counter: number, outcome: object): Sealed {
  const { bank, keys } = session;
  const text = JSON.stringify({ nextNonce: bank.nonce, ...outcome });
  const isTooLong = Buffer.byteLength(text) > SEALED_MAX_BYTES;
  const fitting = isTooLong
    ? JSON.stringify({
        nextNonce: bank.nonce,
        error: {
          code: RPC_ERROR.invalidParams,
          message: 'The answer is too long. Ask for fewer rows.',
          data: { issues: [{ path: 'limit', message: 'is too large for these rows' }] },
        },
      })
    : text;
  return sealText(keys.toPhone, bank.id, 'to-phone', counter, fitting);
}

/** `session.call`: every answer, refusals too, goes back sealed with the session's next nonce. */
export async function callSealed(
  parts: SealedCallParts,
  client: Client,
  sealed: Sealed,
): Promise<Sealed> {
  const route = client.vmid;
  const [session, text] = accept(parts, client, sealed);
  try {
    const result = await dispatch(parts, session.bank, route, text);
    return sealAnswer(session, sealed.counter, { result });
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    if (!(error instanceof RpcError)) parts.logger.log('error', 'sealed call failed', { error });
    return sealAnswer(session, sealed.counter, { error: wireError(error) });
  }
}
