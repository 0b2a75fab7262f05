import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCanonicalOrder } from '#bank/payments/canonical-order.ts';
import { schemaOf } from '#bank/server/access.ts';
import { isQuicklyRight, isQuickPayment } from '#bank/server/quick-checks.ts';
import { canonicalOrder, type PaymentOrder } from '#shared/payment-order.ts';
import { paymentOrder, paymentSubmitParams } from '#shared/protocol/payments.ts';

/** What the quick checks take, the schemas take unchanged; the rest is the schemas' business. */
const text = (length: number) => 'Aa0_-zZ9'.repeat(12).slice(0, length);
const ORDER: PaymentOrder = {
  amountPaise: '2000',
  currency: 'INR',
  deviceId: 'stress-1-2',
  mode: '00',
  nonce: text(22),
  note: 'tea & [two] buns',
  payee: 'shop@upisim',
  payer: 'user.1_a-b@upisim',
  reference: 'CH0123456789ABCDEF',
  sessionId: text(22),
  txnId: 'SIM0123456789abcdef0123456789abcdef',
  type: 'PAY',
  v: '1',
  vmid: 'VM7K2M9Q4T',
};
const SUBMIT = {
  order: canonicalOrder(ORDER),
  signature: text(86),
  pin: { clientNonce: text(22), proof: text(43) },
};
const VALID = {
  'payment.submit': SUBMIT,
  'session.call': { sessionId: text(22), counter: 7, box: text(60) },
  'session.open': {
    bankId: '00112233aabbccdd',
    clientKey: text(43),
    clientNonce: text(22),
    deviceId: 'stress-1-2',
    uid: 'U000000001',
    signature: text(86),
  },
  'user.register': {
    name: 'User 1',
    mobile: '6000000001',
    pin: { salt: text(22), iterations: 4_096, storedKey: text(43), serverKey: text(43) },
    openingBalancePaise: '50000',
    device: { deviceId: 'stress-1-2', publicKey: text(43), signature: text(86) },
  },
} as const;
type Method = keyof typeof VALID;
const methods = Object.keys(VALID) as Method[];

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 32,
    2 ** 32 + 1,
    2 ** 53,
    {},
    [],
  ),
  fc.constantFrom<unknown>(
    '',
    '0',
    '00',
    '-1',
    '1e3',
    '1000000000000',
    '1000000000001',
    ' a',
    'a ',
  ),
  fc.constantFrom<unknown>(
    'VM7K2M9Q4T',
    'a@b',
    'COLLECT',
    'é',
    'a\n',
    '\ud800',
    '\u202e',
    '__proto__',
  ),
  fc.integer({ min: 0, max: 130 }).map(text),
  fc.string({ maxLength: 60 }),
);

/** Members put in, changed or taken out, also inside members. */
function changed(value: object, changes: readonly (readonly [number, unknown, boolean])[]): object {
  const copy = structuredClone(value) as Record<string, unknown>;
  for (const [at, to, isInside] of changes) {
    const names = [...Object.keys(copy), 'extra', '__proto__'];
    const name = names[at % names.length] as string;
    const inner = Object.hasOwn(copy, name) ? copy[name] : undefined;
    if (isInside && typeof inner === 'object' && inner !== null) {
      copy[name] = changed(inner, [[at, to, false]]);
    } else if (to === undefined) delete copy[name];
    else
      Object.defineProperty(copy, name, {
        value: to,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return copy;
}
const changes = fc.array(fc.tuple(fc.nat(20), strange, fc.boolean()), { maxLength: 2 });

describe('parameters', () => {
  test.each(methods)('%s as phones send it needs no schema', (method) => {
    expect(isQuicklyRight(method, VALID[method])).toBe(true);
    expect(schemaOf(method).params.parse(VALID[method])).toEqual(VALID[method]);
  });
  test.each(methods)('%s: whatever is taken quickly, the schema takes unchanged', (method) => {
    let taken = 0;
    fc.assert(
      fc.property(changes, (list) => {
        const params = changed(VALID[method], list) as Record<string, unknown>;
        if (!isQuicklyRight(method, params)) return;
        taken += 1;
        expect(schemaOf(method).params.parse(params)).toEqual(params);
      }),
      { numRuns: 3_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
  test('a payment inside a seal follows the same schema', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const params = changed(SUBMIT, list);
        if (isQuickPayment(params)) expect(paymentSubmitParams.parse(params)).toEqual(params);
      }),
    );
    for (const other of [null, undefined, 'x', [1, 2, 3]])
      expect(isQuickPayment(other)).toBe(false);
  });
  test('methods without a quick check always go to their schema', () => {
    expect(isQuicklyRight('bank.info', {})).toBe(false);
  });
});

/** The readable way: parse, schema, canonical form. */
function readSlowly(order: string): PaymentOrder | undefined {
  try {
    const found = paymentOrder.safeParse(JSON.parse(order));
    return found.success && canonicalOrder(found.data) === order ? found.data : undefined;
  } catch {
    return undefined;
  }
}

describe('canonical orders', () => {
  test('one with a plain note is read quickly; others take the readable way', () => {
    expect(readCanonicalOrder(canonicalOrder(ORDER))).toEqual(ORDER);
    for (const note of ['"', '\\', 'é', '\n', '\u007f']) {
      expect(readCanonicalOrder(canonicalOrder({ ...ORDER, note }))).toBeUndefined();
    }
    expect(readCanonicalOrder(canonicalOrder({ ...ORDER, vmid: '', note: '' }))).toBeDefined();
  });
  test('with changed members: what is read quickly is what is read slowly', () => {
    let taken = 0;
    fc.assert(
      fc.property(changes, (list) => {
        const order = canonicalOrder(changed(ORDER, list) as PaymentOrder);
        const quick = readCanonicalOrder(order);
        if (!quick) return;
        taken += 1;
        expect(quick).toEqual(readSlowly(order));
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
  test('with changed characters: what is read quickly is what is read slowly', () => {
    const canonical = canonicalOrder(ORDER);
    const put = fc.constantFrom(
      '',
      ' ',
      '"',
      '\\',
      '{',
      '}',
      ',',
      ':',
      '0',
      'a',
      'Z',
      '@',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.nat(canonical.length), put, fc.nat(2), (at, characters, skip) => {
        const order = canonical.slice(0, at) + characters + canonical.slice(at + skip);
        const quick = readCanonicalOrder(order);
        if (quick) expect(quick).toEqual(readSlowly(order));
      }),
      { numRuns: 5_000 },
    );
  });
});
