import { openDataFolder } from '#wire/data-folder.ts';
import { openBrowserHost } from './browser-host.ts';
import { openDesk, PROGRAM_NAME } from './desk.ts';
import type { LaunchOptions } from './launch/options.ts';
import { launchProcessWorker } from './stress/process-worker.ts';

/** The simulator with its windows as pages on http://localhost, ready when this returns. */
export interface RunningBrowserHost {
  readonly port: number;
  readonly bankPort: number;
  /** A fresh address of a control room; works once. */
  newControlRoomAddress(): string;
  /** Called when the last control room has been gone for a while. */
  onControlRoomGone(listener: () => void): void;
  close(): Promise<void>;
}

export interface BrowserStart {
  readonly pagesFolder: string;
  readonly version: string;
  readonly launch: LaunchOptions;
  onUnexpected(error: unknown): void;
}

export async function startBrowserHost(start: BrowserStart): Promise<RunningBrowserHost> {
  const { launch, pagesFolder, version } = start;
  const folder = openDataFolder(launch.dataFolder, PROGRAM_NAME);
  const host = await openBrowserHost({
    port: launch.port,
    pagesFolder,
  }).catch((error: unknown) => {
    folder.close();
    throw error;
  });
  const desk = await openDesk(folder, {
    launch,
    version,
    reservedPorts: [host.port],
    launchStress: launchProcessWorker(process.execPath),
    createControl: () => host.control,
    onUnexpected: start.onUnexpected,
  }).catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  const { simulator } = desk;
  host.serve(simulator);
  const info = simulator.info({ windowId: '', role: 'control-room', deviceId: '' });

  return {
    port: host.port,
    bankPort: info.bank.port,
    newControlRoomAddress: host.newControlRoomAddress,
    onControlRoomGone(listener) {
      let wasThere = false;
      simulator.windows.onChange(() => {
        const isThere = simulator.windows.all().some(({ role }) => role === 'control-room');
        if (wasThere && !isThere) listener();
        wasThere = isThere;
      });
    },
    async close() {
      // Pages stay connected until the bank has answered what they asked.
      await desk.close();
      await host.close();
    },
  };
}
