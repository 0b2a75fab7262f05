import { describe, expect, test } from 'vitest';
import { isAllowedExternal, isPageOf, windowUrl } from '#main/electron/app-url.ts';

describe("a window's own page", () => {
  test.each(['control-room', 'phone', 'pos'] as const)(
    '%s is on the page it is opened with',
    (role) => {
      expect(isPageOf(role, windowUrl(role, role === 'control-room' ? '' : 'phone-1'))).toBe(true);
    },
  );

  test.each([
    'app://sim/pos/',
    'app://sim/phone',
    'app://sim/phone/other.html',
    'app://sim/phone/../pos/',
    'app://sim.evil.example/phone/',
    'app://evil/phone/',
    'app://sim:99/phone/',
    'app://user@sim/phone/',
    'https://sim/phone/',
    'file:///phone/',
    'javascript:alert(1)',
    'data:text/html,app://sim/phone/',
    'about:blank',
    '',
    undefined,
    null,
    42,
    { href: 'app://sim/phone/' },
  ])('%s is no page of a phone', (url) => {
    expect(isPageOf('phone', url)).toBe(false);
  });
});

describe('links to the web', () => {
  test('standards may be opened in the browser', () => {
    expect(isAllowedExternal('https://datatracker.ietf.org/doc/html/rfc6962')).toBe(true);
  });

  test.each([
    'http://datatracker.ietf.org/',
    'https://datatracker.ietf.org.evil.example/',
    'https://evil.example/?https://datatracker.ietf.org/',
    'https://datatracker.ietf.org@evil.example/',
    'https://user:secret@datatracker.ietf.org/',
    'https://datatracker.ietf.org:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'upi://pay?pa=a@b',
    'app://sim/phone/',
    '',
    null,
  ])('%s may not', (url) => {
    expect(isAllowedExternal(url)).toBe(false);
  });
});
