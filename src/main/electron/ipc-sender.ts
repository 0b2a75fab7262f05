import type { SimulatorWindow } from '../simulator/windows.ts';
import { isPageOf } from './app-url.ts';

/** Where an IPC message says it comes from, as Electron reports it. */
export interface IpcSender {
  readonly webContentsId: number;
  /** Undefined when the frame has navigated or gone meanwhile. */
  readonly frame: { readonly url: string; readonly isMainFrame: boolean } | undefined;
}

/** The window behind a message: known, its main frame, on its own page. Otherwise nobody. */
export function windowOfSender(
  sender: IpcSender,
  windows: ReadonlyMap<number, SimulatorWindow>,
): SimulatorWindow | undefined {
  const window = windows.get(sender.webContentsId);
  const { frame } = sender;
  return window && frame?.isMainFrame && isPageOf(window.role, frame.url) ? window : undefined;
}
