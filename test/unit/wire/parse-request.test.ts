import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RPC_ERROR, requestSchema } from '#shared/protocol/json-rpc.ts';
import { parseRequest } from '#wire/parse-request.ts';

const deep = (levels: number) => ['{"a":'.repeat(levels), '1', '}'.repeat(levels)].join('');
const request = (extra: string) => `{"jsonrpc":"2.0","method":"bank.info"${extra}}`;

describe('hostile and broken requests', () => {
  test.each([
    ['nothing', '', RPC_ERROR.parse],
    ['half an object', '{"jsonrpc":"2.0","method"', RPC_ERROR.parse],
    ['two objects', '{}{}', RPC_ERROR.parse],
    ['noise', '\u0000\u0001ÿ', RPC_ERROR.parse],
    ['NaN', '{"jsonrpc":"2.0","id":NaN,"method":"a"}', RPC_ERROR.parse],
    ['a batch', `[${request(',"id":1')}]`, RPC_ERROR.invalidRequest],
    ['an empty batch', '[]', RPC_ERROR.invalidRequest],
    ['null', 'null', RPC_ERROR.invalidRequest],
    ['a number', '5', RPC_ERROR.invalidRequest],
    ['text', '"bank.info"', RPC_ERROR.invalidRequest],
    ['an answer', '{"jsonrpc":"2.0","id":1,"result":{}}', RPC_ERROR.invalidRequest],
    ['version 1', '{"jsonrpc":"1.0","id":1,"method":"a"}', RPC_ERROR.invalidRequest],
    ['no version', '{"id":1,"method":"a"}', RPC_ERROR.invalidRequest],
    ['null id', request(',"id":null'), RPC_ERROR.invalidRequest],
    ['object id', request(',"id":{}'), RPC_ERROR.invalidRequest],
    ['fraction id', request(',"id":1.5'), RPC_ERROR.invalidRequest],
    ['id 2^53', request(',"id":9007199254740992'), RPC_ERROR.invalidRequest],
    ['long id', request(`,"id":"${'x'.repeat(65)}"`), RPC_ERROR.invalidRequest],
    ['array params', request(',"params":[]'), RPC_ERROR.invalidRequest],
    ['null params', request(',"params":null'), RPC_ERROR.invalidRequest],
    ['unknown member', request(',"x":1'), RPC_ERROR.invalidRequest],
    ['__proto__ member', request(',"__proto__":{"method":"x"}'), RPC_ERROR.invalidRequest],
    ['number method', '{"jsonrpc":"2.0","id":1,"method":1}', RPC_ERROR.invalidRequest],
    ['empty method', '{"jsonrpc":"2.0","id":1,"method":""}', RPC_ERROR.invalidRequest],
    [
      'long method',
      `{"jsonrpc":"2.0","id":1,"method":"${'m'.repeat(65)}"}`,
      RPC_ERROR.invalidRequest,
    ],
    ['10,000 levels', deep(10_000), RPC_ERROR.invalidRequest],
    ['10,000 arrays', '['.repeat(10_000) + ']'.repeat(10_000), RPC_ERROR.invalidRequest],
  ])('%s', (_name, text, code) => {
    expect(parseRequest(text)).toMatchObject({ problem: { code } });
  });

  test('the id is told back when it is one', () => {
    expect(parseRequest('{"id":7,"method":"a"}')).toMatchObject({ id: 7 });
    expect(parseRequest('{"id":{},"method":"a"}')).toMatchObject({ id: null });
  });

  test('deep parameters are only carried, never walked', () => {
    const parsed = parseRequest(request(`,"id":1,"params":${deep(10_000)}`));
    expect(parsed).toHaveProperty('request');
  });
});

test('it accepts exactly what requestSchema accepts', () => {
  const member = fc.record(
    {
      jsonrpc: fc.constantFrom('2.0', '2.0', '2.0', '1.0', 2),
      id: fc.oneof(fc.integer(), fc.string({ maxLength: 70 }), fc.constant(null), fc.double()),
      method: fc.oneof(fc.string({ maxLength: 70 }), fc.constant('bank.info'), fc.integer()),
      params: fc.oneof(fc.object(), fc.constant([]), fc.constant(null), fc.constant('x')),
      extra: fc.constant(1),
    },
    { requiredKeys: ['jsonrpc', 'method'] },
  );
  fc.assert(
    fc.property(fc.oneof(member, fc.jsonValue()), (value) => {
      const text = JSON.stringify(value);
      const isAccepted = 'request' in parseRequest(text);
      expect(isAccepted).toBe(requestSchema.safeParse(JSON.parse(text)).success);
    }),
    { numRuns: 2_000 },
  );
});
