import type { WindowRole } from '#shared/simulator/records.ts';

/** The windows' own scheme: `app://sim/phone/?device=...`. */
export const APP_SCHEME = 'app';
const APP_HOST = 'sim';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** One distinct address per window, so that tests and logs can tell windows apart. */
export const windowUrl = (role: WindowRole, deviceId: string): string =>
  deviceId === '' ? `${APP_ORIGIN}/${role}/` : `${APP_ORIGIN}/${role}/?device=${deviceId}`;

function parse(text: unknown): URL | undefined {
  return typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
}

/** A page of ours for this role; compares parts of the URL, never a beginning of its text. */
export function isPageOf(role: WindowRole, url: unknown): boolean {
  const parsed = parse(url);
  return (
    parsed?.protocol === `${APP_SCHEME}:` &&
    parsed.host === APP_HOST &&
    parsed.username === '' &&
    parsed.port === '' &&
    (parsed.pathname === `/${role}/` || parsed.pathname === `/${role}/index.html`)
  );
}

/** The few pages of the web that the app may show in the user's browser. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set(['www.npci.org.in', 'datatracker.ietf.org']);

export function isAllowedExternal(url: unknown): boolean {
  const parsed = parse(url);
  return (
    parsed?.protocol === 'https:' &&
    EXTERNAL_HOSTS.has(parsed.host) &&
    parsed.username === '' &&
    parsed.password === ''
  );
}
