import { z } from 'zod';
import type { ApiAnswer } from './contract.ts';
import { type HostInfo, windowRole } from './records.ts';

/**
 * How a browser window talks to its host. First `POST /session` turns a one-time ticket from the
 * URL fragment into this window's token; then one WebSocket on `/api` carries one JSON object per
 * text message. The token goes in the first message, never into a URL.
 */
export const SESSION_PATH = '/session';
export const API_PATH = '/api';
export const BANK_PATH = '/bank';
export const TERMINAL_PATH = '/terminal/';
/** Fragment key of a one-time ticket: `/phone/#ticket=...`. */
export const TICKET_KEY = 'ticket';
/** Longest `/api` message: `files.save` with 8 MB of base64 and its envelope. */
export const MAX_API_MESSAGE_BYTES = 8_100_000;

/** WebSocket close codes of `/api` that end a window for good; others mean: connect again. */
export const BRIDGE_CLOSE = {
  /** The token is unknown here: another host run, or a made-up one. */
  unknownWindow: 4401,
  /** Another page took this window's place. */
  replaced: 4409,
  /** The host closed this window. */
  closed: 4410,
} as const;

/** 32 random bytes, base64url. */
export const windowToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const ticketExchange = z.strictObject({ ticket: windowToken });
export const ticketGrant = z.object({
  token: windowToken,
  role: windowRole,
  deviceId: z.string(),
});
export type TicketGrant = z.infer<typeof ticketGrant>;

/** First message of a window. */
export const bridgeHello = z.strictObject({ token: windowToken });
/** Every later message of a window. */
export const bridgeRequest = z.strictObject({
  id: z.number().int().min(0),
  name: z.string().max(64),
  params: z.unknown(),
});

/** What the host sends: the welcome first, then answers and events. */
export type BridgeMessage =
  | { readonly kind: 'welcome'; readonly info: HostInfo }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: ApiAnswer }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown };

/** What a desktop preload puts at `window.upiSimulator`: one function per call of its role. */
export interface PreloadBridge {
  readonly calls: Readonly<Record<string, (params: unknown) => Promise<ApiAnswer>>>;
  /** Returns the unsubscribe. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}
