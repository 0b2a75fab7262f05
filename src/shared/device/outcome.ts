import { RPC_ERROR, RpcError } from '../protocol/json-rpc.ts';
import { RESPONSE_CODES, type ResponseCode, type Sentence } from '../response-codes.ts';

/** What a phone call came to: a value, or a failure that says what it means for the money. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: PhoneFailure };

/**
 * - `refused`: the bank said no by a rule (`code` says which); nothing was used up
 * - `unreachable`: bank or terminal cannot be reached; nothing was sent
 * - `not-genuine`: an answer or a code failed its proof: somebody interferes
 * - `bad-code`: the scanned text is no UPI code, or a damaged one
 * - `wrong-port`: the code's port is not the one in the bank's directory
 * - `invalid`: what was typed cannot be sent (amount, note, PIN form)
 * - `not-set-up`: no account on this phone yet
 * - `busy`: too much at once on this phone
 * - `storage`: the phone cannot keep its records, so it sent nothing
 * - `internal`: a fault of this program
 */
export type FailureKind =
  | 'refused'
  | 'unreachable'
  | 'not-genuine'
  | 'bad-code'
  | 'wrong-port'
  | 'invalid'
  | 'not-set-up'
  | 'busy'
  | 'storage'
  | 'internal';

export interface PhoneFailure {
  readonly kind: FailureKind;
  readonly code?: ResponseCode;
  /** One plain English sentence with the particulars, for the small print. */
  readonly detail: string;
}

const say = (en: string, hi: string): Sentence => ({ en, hi });

const KIND_SENTENCES: Readonly<Record<FailureKind, Sentence>> = {
  refused: say('The bank refused this. No money was taken.', 'बैंक ने मना किया। कोई पैसा नहीं कटा।'),
  unreachable: say(
    'The bank cannot be reached. No money was taken. Check the connection and try again.',
    'बैंक से संपर्क नहीं हो रहा। कोई पैसा नहीं कटा। कनेक्शन जाँच कर फिर कोशिश करें।',
  ),
  'not-genuine': say(
    'An answer did not prove that it comes from your bank. Do not enter your PIN; look at the history before you try again.',
    'जवाब आपके बैंक का साबित नहीं हुआ। अपना पिन न डालें; फिर कोशिश से पहले इतिहास देखें।',
  ),
  'bad-code': say(
    'This code cannot be paid. No money was taken. Ask for another code.',
    'इस कोड से भुगतान नहीं हो सकता। कोई पैसा नहीं कटा। दूसरा कोड माँगें।',
  ),
  'wrong-port': say(
    "This code does not fit the bank's directory. No money was taken. Ask the shop for a new code.",
    'यह कोड बैंक की सूची से मेल नहीं खाता। कोई पैसा नहीं कटा। दुकान से नया कोड लें।',
  ),
  invalid: say(
    'Something that was entered cannot be sent. No money was taken. Correct it and try again.',
    'डाली गई कोई जानकारी सही नहीं है। कोई पैसा नहीं कटा। सुधार कर फिर कोशिश करें।',
  ),
  'not-set-up': say(
    'UPI is not set up on this phone yet. No money was taken. Set it up first.',
    'इस फ़ोन पर यूपीआई अभी सेट नहीं है। कोई पैसा नहीं कटा। पहले सेट करें।',
  ),
  busy: say(
    'Another payment is still running on this phone. Nothing more was sent. Wait for its result.',
    'इस फ़ोन पर एक और भुगतान चल रहा है। और कुछ नहीं भेजा गया। उसके नतीजे की प्रतीक्षा करें।',
  ),
  storage: say(
    'This phone cannot store its records, so nothing was sent and no money was taken. Free some space and try again.',
    'फ़ोन रिकॉर्ड नहीं रख पा रहा, इसलिए कुछ नहीं भेजा गया और पैसा नहीं कटा। जगह ख़ाली कर फिर कोशिश करें।',
  ),
  internal: say(
    'Something went wrong in this program. Look at the history before you try again.',
    'इस प्रोग्राम में कुछ गड़बड़ हुई। फिर कोशिश से पहले इतिहास देखें।',
  ),
};

/** For the payer: what happened, what it means for the money, what to do next. */
export const failureSentence = (failure: PhoneFailure): Sentence =>
  failure.code ? RESPONSE_CODES[failure.code].payer : KIND_SENTENCES[failure.kind];

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const failure = (kind: FailureKind, detail: string, code?: ResponseCode): PhoneFailure => ({
  kind,
  detail,
  ...(code ? { code } : {}),
});

export const fail = <T>(kind: FailureKind, detail: string, code?: ResponseCode): Outcome<T> => ({
  ok: false,
  failure: failure(kind, detail, code),
});

/** Thrown inside the phone and turned into an Outcome at its edge. */
export class PhoneError extends Error {
  readonly failure: PhoneFailure;

  constructor(kind: FailureKind, detail: string, code?: ResponseCode) {
    super(detail);
    this.name = 'PhoneError';
    this.failure = failure(kind, detail, code);
  }
}

function fromRpcError(error: RpcError): PhoneFailure {
  const detail = [error.data.detail ?? error.message, ...(error.data.issues ?? []).map(issueText)]
    .join(' ')
    .slice(0, 500);
  if (error.code === RPC_ERROR.unreachable) return failure('unreachable', detail);
  if (error.code === RPC_ERROR.throttled) return failure('refused', detail, 'U80');
  if (error.data.responseCode) return failure('refused', detail, error.data.responseCode);
  if (error.code === RPC_ERROR.invalidParams) return failure('invalid', detail);
  return failure('refused', detail);
}

const issueText = (issue: { readonly path: string; readonly message: string }): string =>
  `${issue.path || 'value'} ${issue.message}.`;

export function failureFrom(error: unknown): PhoneFailure {
  if (error instanceof PhoneError) return error.failure;
  if (error instanceof RpcError) return fromRpcError(error);
  return failure('internal', 'An unexpected error happened on this phone.');
}

/** Runs a step of the phone; whatever it throws becomes a typed failure. */
export async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return succeed(await work());
  } catch (error) {
    return { ok: false, failure: failureFrom(error) };
  }
}
