import { describe, expect, test } from 'vitest';
import { type PageKind, pageHeaders, pageKindOf } from '#main/content-policy.ts';

const options = { connectOrigins: ['wss://127.0.0.1:*'] };
const policyOf = (kind: PageKind): Record<string, string> =>
  Object.fromEntries(
    (pageHeaders(kind, options)['content-security-policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );

const KINDS: readonly PageKind[] = ['control-room', 'phone', 'pos', 'asset', 'plain'];

describe('content security policy', () => {
  test.each(KINDS)('%s starts from nothing and allows no eval and no inline code', (kind) => {
    const policy = policyOf(kind);
    expect(policy['default-src']).toBe("'none'");
    for (const directive of ['base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(policy[directive]).toBe("'none'");
    }
    const text = Object.values(policy).join(' ');
    expect(text).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*(?!$| )/);
  });

  test('WebAssembly only where codes are decoded', () => {
    expect(policyOf('phone')['script-src']).toBe("'self' 'wasm-unsafe-eval'");
    expect(policyOf('asset')['script-src']).toBe("'self' 'wasm-unsafe-eval'");
    expect(policyOf('pos')['script-src']).toBe("'self'");
    expect(policyOf('control-room')['script-src']).toBe("'self'");
  });

  test('devices reach bank and terminals, the control room only its host', () => {
    expect(policyOf('phone')['connect-src']).toBe("'self' wss://127.0.0.1:*");
    expect(policyOf('pos')['connect-src']).toBe("'self' wss://127.0.0.1:*");
    expect(policyOf('control-room')['connect-src']).toBe("'self'");
  });

  test('the camera is a feature of phones alone', () => {
    expect(pageHeaders('phone', options)['permissions-policy']).toContain('camera=(self)');
    for (const kind of ['control-room', 'pos', 'plain'] as const) {
      expect(pageHeaders(kind, options)['permissions-policy']).toContain('camera=()');
    }
  });

  test.each([
    ['/phone/', 'phone'],
    ['/phone/index.html', 'phone'],
    ['/pos/', 'pos'],
    ['/control-room/', 'control-room'],
    ['/assets/phone-1234.js', 'asset'],
    ['/', 'plain'],
    ['/phones/', 'plain'],
    ['//phone/', 'plain'],
    ['/stress/', 'plain'],
    ['/__proto__/', 'plain'],
  ])('%s is a page of kind %s', (path, kind) => {
    expect(pageKindOf(path)).toBe(kind);
  });
});
