import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { ApiAnswer, EventName } from '#shared/simulator/contract.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '#shared/simulator/ipc-channels.ts';
import { type IpcSender, windowOfSender } from './electron/ipc-sender.ts';
import type { Handle } from './simulator/handlers.ts';
import type { SimulatorWindow } from './simulator/windows.ts';

/**
 * The only file that touches ipcMain (biome.json refuses it elsewhere). One channel in, one out;
 * a message from anything but the main frame of a window we made, on its own page, is refused
 * before its contents are looked at.
 */
const NOBODY: ApiAnswer = {
  ok: false,
  problem: { code: 'forbidden', message: 'This page is not a window of the simulator.' },
};
const CALLS_IN_FLIGHT_MAX = 64;
const TOO_MANY: ApiAnswer = {
  ok: false,
  problem: { code: 'limit', message: 'Too many calls at once; wait for the others.' },
};

function senderOf(event: IpcMainInvokeEvent): IpcSender {
  const frame = event.senderFrame;
  return {
    webContentsId: event.sender.id,
    frame: frame ? { url: frame.url, isMainFrame: frame.parent === null } : undefined,
  };
}

/** Answers the windows' calls; returns the end of it. */
export function serveWindows(
  windows: ReadonlyMap<number, SimulatorWindow>,
  handle: Handle,
): () => void {
  const inFlight = new Map<number, number>();
  ipcMain.removeHandler(CALL_CHANNEL);
  ipcMain.handle(
    CALL_CHANNEL,
    async (event: IpcMainInvokeEvent, name: unknown, params: unknown): Promise<ApiAnswer> => {
      const window = windowOfSender(senderOf(event), windows);
      if (!window || typeof name !== 'string') return NOBODY;
      const { id } = event.sender;
      const count = inFlight.get(id) ?? 0;
      if (count >= CALLS_IN_FLIGHT_MAX) return TOO_MANY;
      inFlight.set(id, count + 1);
      const answer = await handle(window, name, params);
      const left = (inFlight.get(id) ?? 1) - 1;
      if (left > 0) inFlight.set(id, left);
      else inFlight.delete(id);
      return answer;
    },
  );
  return () => ipcMain.removeHandler(CALL_CHANNEL);
}

export function sendEvent(
  contents: Pick<WebContents, 'isDestroyed' | 'send'>,
  name: EventName,
  payload: unknown,
): void {
  if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload);
}
