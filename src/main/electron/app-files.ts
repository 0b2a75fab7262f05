import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { type PolicyOptions, pageHeaders, pageKindOf } from '../content-policy.ts';
import { APP_ORIGIN } from './app-url.ts';

/** Files of the built windows behind `app://sim/`; whatever is not one of them is not found. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
};

/** Absolute path inside the folder, or undefined when the URL leads anywhere else. */
export function appFilePath(pagesFolder: string, url: string): string | undefined {
  if (!URL.canParse(url) || !url.startsWith(`${APP_ORIGIN}/`)) return undefined;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  if (pathname.includes('\0') || pathname.includes('\\')) return undefined;
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const root = normalize(`${pagesFolder}${sep}`);
  const path = normalize(join(root, name));
  return path.startsWith(root) && TYPES[extname(path)] ? path : undefined;
}

export async function serveAppFile(
  pagesFolder: string,
  request: Pick<Request, 'method' | 'url'>,
  policy: PolicyOptions,
): Promise<Response> {
  const path = request.method === 'GET' ? appFilePath(pagesFolder, request.url) : undefined;
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined);
  if (path === undefined || !bytes) {
    return new Response('There is no such page.', {
      status: request.method === 'GET' ? 404 : 405,
      headers: pageHeaders('plain', policy),
    });
  }
  const kind = pageKindOf(new URL(request.url).pathname);
  return new Response(new Uint8Array(bytes), {
    headers: { ...pageHeaders(kind, policy), 'content-type': TYPES[extname(path)] ?? '' },
  });
}
