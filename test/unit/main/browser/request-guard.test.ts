import { describe, expect, test } from 'vitest';
import { hasOwnHost, isFromOwnPage, ownOrigin } from '#main/browser/request-guard.ts';

const own = ownOrigin(5180);
const good = { host: 'localhost:5180', origin: 'http://localhost:5180' };

describe('who may speak to the browser host', () => {
  test('our own page', () => {
    expect(hasOwnHost({ host: good.host }, own)).toBe(true);
    expect(isFromOwnPage(good, own)).toBe(true);
  });

  test.each([
    ['a rebound name', { ...good, host: 'evil.example:5180' }],
    ['an address instead of the name', { ...good, host: '127.0.0.1:5180' }],
    ['another port', { ...good, host: 'localhost:5181' }],
    ['no port', { ...good, host: 'localhost' }],
    ['a longer name', { ...good, host: 'localhost:5180.evil.example' }],
    ['no Host', { origin: good.origin }],
    ['no Origin', { host: good.host }],
    ['an opaque Origin', { ...good, origin: 'null' }],
    ['another scheme', { ...good, origin: 'https://localhost:5180' }],
    ["another site's Origin", { ...good, origin: 'http://evil.example' }],
    ['an Origin that begins like ours', { ...good, origin: 'http://localhost:5180.evil.example' }],
    ['another page of this machine', { ...good, origin: 'http://localhost:3000' }],
  ])('not %s', (_name, headers) => {
    expect(isFromOwnPage(headers, own)).toBe(false);
  });
});
