import { BANK_PATH, TERMINAL_PATH, TICKET_KEY } from '#shared/simulator/bridge.ts';
import type { Device, PosDevice } from '#shared/simulator/records.ts';
import type { WindowControl } from '../simulator/window-control.ts';
import type { SimulatorWindow } from '../simulator/windows.ts';
import type { OwnOrigin } from './request-guard.ts';
import type { WindowTokens } from './window-tokens.ts';

/** The URL of a device window is good once and for this long. */
const DEVICE_TICKET_MS = 5 * 60_000;

/** Address of a control room; works once. */
export const controlRoomAddress = (own: OwnOrigin, tokens: WindowTokens): string =>
  `${own.origin}/#${TICKET_KEY}=${tokens.issueTicket({ role: 'control-room', deviceId: '' })}`;

/** Windows are pages: the control room opens them, and the wire runs over the page's own origin. */
export function createBrowserControl(own: OwnOrigin, tokens: WindowTokens): WindowControl {
  const socketOrigin = own.origin.replace('http', 'ws');
  const withToken = (path: string, { windowId }: SimulatorWindow): string =>
    `${socketOrigin}${path}?token=${tokens.wireToken(windowId)}`;
  return {
    host: 'browser',
    capabilities: { opensWindows: false, isFrameless: false, canCaptureScreen: true },
    open: async ({ kind, deviceId }: Device) => {
      const ticket = tokens.issueTicket({ role: kind, deviceId }, { lifetimeMs: DEVICE_TICKET_MS });
      return { url: `${own.origin}/${kind}/#${TICKET_KEY}=${ticket}` };
    },
    phoneUrls: (window) => ({
      bank: withToken(BANK_PATH, window),
      terminal: withToken(`${TERMINAL_PATH}{vmid}`, window),
    }),
    posUrl: (window, { vmid }: PosDevice) => withToken(`${TERMINAL_PATH}${vmid}`, window),
    // A page's storage is the browser's; keys of a forgotten phone are of no use to anybody else.
    forgetDevice: async () => undefined,
  };
}
