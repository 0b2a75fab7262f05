import type { IncomingMessage } from 'node:http';

/**
 * Who may speak to the browser host at all. Any web page can send requests to a loopback port, and
 * DNS rebinding makes it look same-origin to the browser, so Host must be exactly ours (RFC 9110
 * section 7.2), and whatever is not a plain page load must come from our own pages' Origin.
 */
export interface OwnOrigin {
  /** `localhost:5180`. */
  readonly host: string;
  /** `http://localhost:5180`. */
  readonly origin: string;
}

export const ownOrigin = (port: number): OwnOrigin => ({
  host: `localhost:${port}`,
  origin: `http://localhost:${port}`,
});

/** The path and query of a request; undefined for anything but a plain path (RFC 9112 3.2.1). */
export function requestTarget(
  url: string | undefined,
): Pick<URL, 'pathname' | 'searchParams'> | undefined {
  const text = `http://host.invalid${url}`;
  return url?.startsWith('/') && URL.canParse(text) ? new URL(text) : undefined;
}

type Headers = Pick<IncomingMessage, 'headers'>['headers'];

export const hasOwnHost = (headers: Headers, own: OwnOrigin): boolean => headers.host === own.host;

/** For calls that change or read anything: page loads do not send an Origin, these always do. */
export const isFromOwnPage = (headers: Headers, own: OwnOrigin): boolean =>
  hasOwnHost(headers, own) && headers.origin === own.origin;
