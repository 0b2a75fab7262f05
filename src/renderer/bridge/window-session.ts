import {
  SESSION_PATH,
  TICKET_KEY,
  type TicketGrant,
  ticketGrant,
} from '#shared/simulator/bridge.ts';
import { SimulatorApiError } from '#shared/simulator/contract.ts';
import type { WindowPlace } from '#shared/simulator/records.ts';

/** The page's surroundings; a browser's own in windows, made by hand in tests. */
export interface PageSurroundings {
  /** `http://localhost:5180`. */
  readonly origin: string;
  /** The fragment with its `#`, empty when there is none. */
  readonly fragment: string;
  /** Takes the fragment out of the address bar and the history. */
  forgetFragment(): void;
  /** This window's own storage; ends with the window, survives a reload. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly fetch: typeof fetch;
  openSocket(url: string): WebSocket;
  /** Goes there if the browser lets this window; tabs stay where they are. */
  placeWindow(place: WindowPlace): void;
  /** Closes the window, or says that it may be closed. */
  closeWindow(): void;
}

const STORAGE_KEY = 'upi-simulator.window';

const refused = (message: string): SimulatorApiError =>
  new SimulatorApiError({ code: 'forbidden', message });

const NO_TICKET =
  'This page was opened without its link. Open it from the control room, or start again with the address that npm start printed.';

/** Posts the one-time ticket. @throws SimulatorApiError */
async function exchangeTicket(page: PageSurroundings, ticket: string): Promise<TicketGrant> {
  const response = await page
    .fetch(`${page.origin}${SESSION_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    })
    .catch(() => undefined);
  if (!response) {
    throw new SimulatorApiError({
      code: 'host-unreachable',
      message: 'The simulator does not answer. Start it again with npm start.',
    });
  }
  const grant = response.ok ? ticketGrant.safeParse(await response.json()) : undefined;
  if (!grant?.success) {
    throw refused(
      'This link was already used or is too old. Open the window again from the control room.',
    );
  }
  return grant.data;
}

/**
 * This window's token: from the ticket in the fragment, or kept from before a reload.
 * @throws SimulatorApiError
 */
export async function openWindowSession(page: PageSurroundings): Promise<string> {
  const kept = page.storage.getItem(STORAGE_KEY) ?? undefined;
  const ticket = new URLSearchParams(page.fragment.slice(1)).get(TICKET_KEY);
  if (!ticket) {
    if (kept) return kept;
    throw refused(NO_TICKET);
  }
  page.forgetFragment();
  try {
    const { token } = await exchangeTicket(page, ticket);
    page.storage.setItem(STORAGE_KEY, token);
    return token;
  } catch (error) {
    // Going back to the very first address after a reload: the ticket is used, the token is good.
    if (kept) return kept;
    throw error;
  }
}

export const forgetWindowSession = (page: PageSurroundings): void =>
  page.storage.removeItem(STORAGE_KEY);
