import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { fromBase64Url, fromHex } from '#shared/bytes.ts';
import { checkReceipt } from '#shared/ledger/receipt.ts';
import { adminEvent, adminMethods, ledgerMethods } from '#shared/protocol/admin-methods.ts';
import { requestSchema, responseSchema } from '#shared/protocol/json-rpc.ts';
import { paymentOrder } from '#shared/protocol/payments.ts';
import { publicMethods, type Sealed, sealed } from '#shared/protocol/public-methods.ts';
import {
  phoneEvent,
  sealedAnswer,
  sealedMethods,
  sealedRequest,
  sessionGrant,
} from '#shared/protocol/sealed-methods.ts';
import {
  posMethods,
  posState,
  terminalEvent,
  terminalMethods,
} from '#shared/protocol/terminal-methods.ts';
import { deriveSessionKeys, type SealDirection, sealAad, sealNonce } from '#shared/session.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { LABELS, SECTIONS } from '../../../scripts/protocol-examples/format.ts';

/** docs/protocol-examples.md against the schemas: what is written there is what is spoken. */
const text = readFileSync(join(import.meta.dirname, '../../../docs/protocol-examples.md'), 'utf8');

type Parts = Partial<Record<(typeof LABELS)[number][1], Record<string, unknown>>>;
interface Written {
  readonly section: string;
  readonly name: string;
  readonly parts: Parts;
}

const jsonAfter = (part: string, label: string): Record<string, unknown> | undefined => {
  const json = part.split(`\n${label}:\n\n\`\`\`json\n`)[1]?.split('\n```')[0];
  return json === undefined ? undefined : JSON.parse(json);
};

function readExamples(): Written[] {
  const titles = Object.entries(SECTIONS);
  return text.split('\n## ').flatMap((chapter) => {
    const [title, ...rest] = chapter.split('\n### `');
    const section = titles.find(([, each]) => title?.startsWith(`${each}\n`))?.[0];
    if (section === undefined) return [];
    return rest.map((part) => ({
      section,
      name: part.slice(0, part.indexOf('`')),
      parts: Object.fromEntries(LABELS.map(([label, key]) => [key, jsonAfter(part, label)])),
    }));
  });
}

const examples = readExamples();
const session = JSON.parse(
  text
    .split('## The session of the sealed examples')[1]
    ?.split('```json\n')[1]
    ?.split('\n```')[0] ?? '{}',
);
const keys = {
  'to-bank': fromHex(session.toBank),
  'to-phone': fromHex(session.toPhone),
  event: fromHex(session.events),
};

function open(direction: SealDirection, box: unknown): unknown {
  const { sessionId, counter, box: bytes } = sealed.parse(box);
  const aad = sealAad(sessionId, direction, counter);
  const plain = nodeCrypto.gcmOpen(keys[direction], sealNonce(counter), aad, fromBase64Url(bytes));
  return JSON.parse(Buffer.from(plain).toString());
}

type Table = Readonly<Record<string, { readonly params: z.ZodType; readonly result: z.ZodType }>>;
const TABLES: Readonly<Record<string, Table>> = {
  public: publicMethods,
  terminal: terminalMethods,
  pos: posMethods,
  ledger: ledgerMethods,
  admin: adminMethods,
};
const ofSection = (section: string) => examples.filter((each) => each.section === section);

describe.each(Object.keys(TABLES))('the examples of section %s', (section) => {
  const table = TABLES[section] ?? {};
  // `session.call` itself is what every sealed example is.
  const wanted = Object.keys(table).filter((name) => name !== 'session.call');

  test('show every method', () => {
    expect([...new Set(ofSection(section).map(({ name }) => name))].sort()).toEqual(wanted.sort());
  });

  test.each(ofSection(section))(
    '$name: request and answer fit their schemas',
    ({ name, parts }) => {
      const request = requestSchema.parse(parts.request);
      expect(request.method).toBe(name);
      table[name]?.params.parse(request.params);
      table[name]?.result.parse(responseSchema.parse(parts.answer).result);
    },
  );
});

describe('the sealed examples', () => {
  const written = ofSection('sealed');

  test('show every method', () => {
    const names = new Set(written.map(({ name }) => name));
    expect([...names].sort()).toEqual(Object.keys(sealedMethods).sort());
  });

  test.each(written)('$name: its boxes hold what is shown beside them', ({ name, parts }) => {
    const { params } = requestSchema.parse(parts.request);
    expect(open('to-bank', params)).toEqual(parts.insideRequest);
    const inner = sealedRequest.parse(parts.insideRequest);
    expect(inner.method).toBe(name);
    const schema = (sealedMethods as Table)[name];
    schema?.params.parse(inner.params);
    const result = publicMethods['session.call'].result.parse(
      responseSchema.parse(parts.answer).result,
    ) as Sealed;
    expect(open('to-phone', result)).toEqual(parts.insideAnswer);
    schema?.result.parse(sealedAnswer.parse(parts.insideAnswer).result);
  });

  test('the session’s keys follow from what is shown', async () => {
    const derived = await deriveSessionKeys(
      nodeCrypto,
      fromHex(session.sharedSecret),
      fromHex(session.openingBytes),
      fromHex(session.serverNonce),
    );
    expect(derived).toEqual({
      toBank: keys['to-bank'],
      toPhone: keys['to-phone'],
      events: keys.event,
    });
    const opened = ofSection('public').find(({ name }) => name === 'session.open')?.parts;
    const { result } = responseSchema.parse(opened?.answer);
    expect(open('to-phone', (result as { sealed: unknown }).sealed)).toEqual(opened?.insideAnswer);
    sessionGrant.parse(opened?.insideAnswer);
  });

  test('orders are orders, and the receipt holds under the bank’s verifier key', async () => {
    const submitted = examples.filter(({ name }) => name === 'payment.submit');
    for (const { parts } of submitted) {
      const { params } = (parts.insideRequest ?? parts.request) as { params: { order: string } };
      paymentOrder.parse(JSON.parse(params.order));
    }
    const info = ofSection('public').find(({ name }) => name === 'bank.info')?.parts.answer;
    const { ledgerVerifierKey } = responseSchema.parse(info).result as {
      ledgerVerifierKey: string;
    };
    const example = written.find(({ name }) => name === 'account.receipt');
    const { result } = sealedAnswer.parse(example?.parts.insideAnswer);
    const { receipt } = result as { receipt: string };
    const { entry } = await checkReceipt(nodeCrypto, receipt, ledgerVerifierKey);
    expect(entry).toMatchObject({ type: 'payment', amountPaise: 1_500 });
  });
});

describe('the notifications', () => {
  const schemas: Readonly<Record<string, z.ZodType>> = {
    'admin.event': adminEvent,
    'pos.state': posState,
    'session.event': sealed,
    'terminal.event': terminalEvent,
  };

  test('show every kind that is named so', () => {
    const names = new Set(ofSection('notifications').map(({ name }) => name));
    expect([...names].sort()).toEqual(Object.keys(schemas).sort());
  });

  test.each(ofSection('notifications'))('$name fits its schema', ({ name, parts }) => {
    const { method, params } = requestSchema.parse(parts.notification);
    expect(method).toBe(name);
    schemas[name]?.parse(params);
    if (parts.insideNotification === undefined) return;
    expect(open('event', params)).toEqual(parts.insideNotification);
    phoneEvent.parse(parts.insideNotification);
  });
});

test('the errors are errors', () => {
  expect(ofSection('errors').length).toBeGreaterThan(3);
  for (const { parts } of ofSection('errors')) {
    const { error, result } = responseSchema.parse(parts.answer);
    expect(result).toBeUndefined();
    expect(error?.code).toBeLessThan(0);
  }
});
