import { BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import { STRESS_PORT_CHANNEL } from '#shared/simulator/ipc-channels.ts';
import type { StartOrder, StressNews } from '#stress/orders.ts';
import {
  openScratchThreads,
  type ScratchThreads,
  type ThreadPrograms,
} from '../stress/scratch-threads.ts';
import type { LaunchStressWorker, StressWorkerEvents } from '../stress/stress-worker.ts';
import { windowUrl } from './app-url.ts';
import { openSession, type SessionRules } from './device-session.ts';
import { STRESS_PARTITION, stressWindowOptions, type WindowFiles } from './window-options.ts';

/** The desktop's stress worker: a window that is never shown. */
export interface StressWindowOptions {
  readonly files: WindowFiles;
  readonly rules: Omit<SessionRules, 'windows'>;
  /** The scratch bank's threads in a bundle. */
  readonly workers?: ThreadPrograms;
}

const NO_WINDOWS: SessionRules['windows'] = new Map();
const ENDED = 'The stress test ended by itself.';

/** What the window opened and its end, once. */
function createEnding(
  window: BrowserWindow,
  port: MessagePortMain,
  { onEnded }: StressWorkerEvents,
) {
  let scratch: ScratchThreads | undefined;
  let isOver = false;
  const report = (error: unknown): void => onEnded(`The scratch bank did not close: ${error}`);
  return {
    /** Kept for the end, or closed at once when that has come. */
    async adopt(opened: ScratchThreads): Promise<boolean> {
      if (isOver) await opened.close();
      else scratch = opened;
      return !isOver;
    },
    end(why: string): void {
      if (isOver) return;
      isOver = true;
      // A window that is not gone yet begins nothing more, and nothing it still says is heard.
      port.postMessage({ kind: 'stop' });
      port.close();
      if (!window.isDestroyed()) window.destroy();
      (scratch?.close() ?? Promise.resolve()).then(() => onEnded(why)).catch(report);
    },
  };
}

export const launchStressWindow =
  ({ files, rules, workers }: StressWindowOptions): LaunchStressWorker =>
  (events) => {
    openSession(STRESS_PARTITION, { ...rules, windows: NO_WINDOWS });
    const window = new BrowserWindow(stressWindowOptions(files));
    const { port1, port2 } = new MessageChannelMain();
    const ending = createEnding(window, port1, events);
    const fail = (error: unknown): void => {
      const message = error instanceof Error ? error.message : String(error);
      events.onNews({ kind: 'failed', message });
      ending.end(message);
    };
    port1.on('message', ({ data }: { data: StressNews | { kind: 'done' } }) => {
      if (data.kind === 'done') ending.end(ENDED);
      else events.onNews(data);
    });
    port1.start();
    window.webContents.once('did-finish-load', () =>
      window.webContents.postMessage(STRESS_PORT_CHANNEL, undefined, [port2]),
    );
    window.webContents.once('render-process-gone', (_event, { reason }) =>
      ending.end(`${ENDED} (${reason})`),
    );
    window.once('closed', () => ending.end(ENDED));
    window.loadURL(windowUrl('stress', '')).catch(fail);

    const begin = async (order: StartOrder): Promise<void> => {
      if (order.running) return port1.postMessage(order);
      const scratch = await openScratchThreads(order.options, workers);
      if (await ending.adopt(scratch)) port1.postMessage({ ...order, running: scratch.running });
    };
    return {
      send(order) {
        if (order.kind === 'start') begin(order).catch(fail);
        else port1.postMessage(order);
      },
      kill: () => ending.end(ENDED),
    };
  };
