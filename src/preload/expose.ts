import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { PreloadBridge } from '#shared/simulator/bridge.ts';
import type { ApiAnswer } from '#shared/simulator/contract.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '#shared/simulator/ipc-channels.ts';

/**
 * Puts one function per allowed call at `window.upiSimulator`, never `ipcRenderer` itself. Which
 * window is calling is decided by the host; a name that is not here cannot even be sent.
 */
export function exposeSurface(surface: {
  readonly calls: readonly string[];
  readonly events: readonly string[];
}): void {
  const calls: Record<string, (params: unknown) => Promise<ApiAnswer>> = {};
  for (const name of surface.calls) {
    calls[name] = (params) => ipcRenderer.invoke(CALL_CHANNEL, name, params);
  }
  const bridge: PreloadBridge = {
    calls,
    on(name, listener) {
      if (!surface.events.includes(name)) return () => undefined;
      // The Electron event would hand the page a way to the sender, so it stays here.
      const handler = (_event: IpcRendererEvent, sent: unknown, payload: unknown): void => {
        if (sent === name) listener(payload);
      };
      ipcRenderer.on(EVENT_CHANNEL, handler);
      return () => void ipcRenderer.off(EVENT_CHANNEL, handler);
    },
  };
  contextBridge.exposeInMainWorld('upiSimulator', bridge);
}
