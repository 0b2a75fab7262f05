import type { WindowRole } from '#shared/simulator/records.ts';

/**
 * Response headers of every page and asset, the same for both hosts; everything that is not named
 * here is forbidden. A worker obeys the policy of its own script, so assets carry one as well.
 */
export type PageKind = Exclude<WindowRole, 'stress'> | 'asset' | 'plain';

export interface PolicyOptions {
  /** Origins a phone or POS window may connect to besides its own: `wss://127.0.0.1:*`. */
  readonly connectOrigins: readonly string[];
}

const FORBIDDEN = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

function contentSecurityPolicy(kind: PageKind, options: PolicyOptions): string {
  if (kind === 'plain') return `default-src 'none'; ${FORBIDDEN}`;
  const connect = ["'self'", ...(kind === 'control-room' ? [] : options.connectOrigins)];
  // zxing-wasm decodes on phones, in the window or in a worker (whose script is an asset).
  const hasWebAssembly = kind === 'phone' || kind === 'asset';
  return [
    "default-src 'none'",
    `script-src 'self'${hasWebAssembly ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self'",
    `connect-src ${connect.join(' ')}`,
    FORBIDDEN,
  ].join('; ');
}

const DENIED_FEATURES = ['microphone', 'geolocation', 'usb', 'serial', 'hid', 'payment', 'midi'];

/** Camera and screen capture only where a phone scans. */
function permissionsPolicy(kind: PageKind): string {
  const scanning = kind === 'phone' ? '(self)' : '()';
  return [
    `camera=${scanning}`,
    `display-capture=${scanning}`,
    ...DENIED_FEATURES.map((feature) => `${feature}=()`),
  ].join(', ');
}

export const pageHeaders = (
  kind: PageKind,
  options: PolicyOptions,
): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(kind, options),
  'permissions-policy': permissionsPolicy(kind),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

const WINDOW_KINDS: readonly PageKind[] = ['control-room', 'phone', 'pos'];

/** Which policy a path gets: `/phone/...` a phone's, `/assets/...` a worker's, others the least. */
export function pageKindOf(pathname: string): PageKind {
  const [, first = ''] = pathname.split('/');
  if (first === 'assets') return 'asset';
  return WINDOW_KINDS.find((kind) => kind === first) ?? 'plain';
}
