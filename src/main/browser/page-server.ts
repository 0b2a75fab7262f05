import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { SESSION_PATH, ticketExchange } from '#shared/simulator/bridge.ts';
import { pageHeaders, pageKindOf } from '../content-policy.ts';
import type { SimulatorWindow } from '../simulator/windows.ts';
import { hasOwnHost, isFromOwnPage, type OwnOrigin, requestTarget } from './request-guard.ts';
import type { WindowTokens } from './window-tokens.ts';

/** Serves the built windows and exchanges tickets; everything else is a plain refusal. */
export interface PageServerOptions {
  /** `out/renderer` of the build. */
  readonly pagesFolder: string;
  readonly own: OwnOrigin;
  readonly tokens: WindowTokens;
  /** A page became this window: an older one of the same device must go. */
  onExchange(window: SimulatorWindow): void;
}

const SESSION_BODY_MAX_BYTES = 1_024;
const ASSET_CACHE = 'public, max-age=31536000, immutable';

const CLOSED_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Closed</title>
<p>This window is closed. You can close this tab.</p></html>`;

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text);
}

/** The request's body as text; undefined when it is longer than the bound. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseTicket(text: string | undefined): string | undefined {
  try {
    return ticketExchange.parse(JSON.parse(text ?? '')).ticket;
  } catch {
    return undefined;
  }
}

async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  options: PageServerOptions,
) {
  if (request.method !== 'POST' || !isFromOwnPage(request.headers, options.own)) {
    return answer(response, 403, 'Only a page of the simulator may do this.');
  }
  const ticket = parseTicket(await readBody(request, SESSION_BODY_MAX_BYTES));
  if (!ticket) return answer(response, 400, 'The ticket is missing or malformed.');
  const granted = options.tokens.exchange(ticket);
  if (!granted) return answer(response, 403, 'This link was already used or is too old.');
  const { role, deviceId } = granted.window;
  options.onExchange(granted.window);
  const body = JSON.stringify({ token: granted.token, role, deviceId });
  answer(response, 200, body, 'application/json');
}

export function createPageHandler(options: PageServerOptions) {
  const hasPages = existsSync(join(options.pagesFolder, 'control-room', 'index.html'));
  const serve = hasPages
    ? sirv(options.pagesFolder, {
        etag: true,
        setHeaders: (response, pathname) => {
          const isAsset = pageKindOf(pathname) === 'asset';
          response.setHeader('cache-control', isAsset ? ASSET_CACHE : 'no-cache');
        },
      })
    : undefined;

  return (request: IncomingMessage, response: ServerResponse) => {
    const pathname = requestTarget(request.url)?.pathname ?? '';
    const headers = pageHeaders(pageKindOf(pathname), {
      connectOrigins: [options.own.origin.replace('http', 'ws')],
    });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
    if (!hasOwnHost(request.headers, options.own)) {
      return answer(response, 421, `Open ${options.own.origin} instead.`);
    }
    if (pathname === '') return answer(response, 400, 'That is no path of a page.');
    if (pathname === SESSION_PATH) {
      exchange(request, response, options).catch(() => response.destroy());
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, 'Pages can only be read.');
    }
    if (pathname === '/') {
      response.writeHead(302, { location: '/control-room/' }).end();
      return;
    }
    if (pathname === '/closed.html') return answer(response, 200, CLOSED_PAGE, 'text/html');
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (!serve) return answer(response, 503, 'The windows are not built yet: npm run build.');
    serve(request, response, () => answer(response, 404, 'There is no such page.'));
  };
}
