import type { BankCore } from '#bank/core.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import type { publicMethods } from '#shared/protocol/public-methods.ts';
import type { SessionBook } from './session-book.ts';

type Params = ParamsOf<typeof publicMethods, 'payment.submit'>;
type Result = ResultOf<typeof publicMethods, 'payment.submit'>;

export interface DirectPaymentParts {
  readonly core: BankCore;
  readonly book: SessionBook;
}

const SESSION_ID = /"sessionId":"([A-Za-z0-9_-]{22})"/;

/**
 * `payment.submit` outside a sealed call. The core has checked the whole order, and that it is in
 * canonical form, by the time the session is read out of its text; a quote inside a value would
 * be escaped there.
 */
export async function submitDirect(parts: DirectPaymentParts, params: Params): Promise<Result> {
  const result = await parts.core.submitPayment(params, '');
  const sessionId = SESSION_ID.exec(params.order)?.[1] ?? '';
  const session = parts.book.find(sessionId);
  // Its events stay where they go: a replayed order must not draw them to another connection.
  if (session) parts.book.use(session, session.client);
  const nextNonce = parts.core.session(sessionId)?.nonce;
  return nextNonce === undefined ? { result } : { nextNonce, result };
}
