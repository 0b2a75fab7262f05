import type { LaunchOptions } from '../launch/options.ts';
import type { SimulatorHandle } from '../simulator/simulator.ts';
import type { WindowControl } from '../simulator/window-control.ts';
import type { DesktopWindows } from './desktop-windows.ts';
import { wipeSession } from './device-session.ts';
import { bankUrl } from './trusted-hosts.ts';
import { devicePartition } from './window-options.ts';

const LOCAL = '127.0.0.1';

/** Windows of our own, which speak TLS with bank and terminals themselves. */
export const createDesktopControl = (
  remoteBank: LaunchOptions['remoteBank'],
  windows: () => DesktopWindows,
  simulator: () => SimulatorHandle,
): WindowControl => ({
  host: 'desktop',
  capabilities: { opensWindows: true, isFrameless: true, canCaptureScreen: false },
  async open(device) {
    windows().showDevice(device);
    return {};
  },
  arrange: (devices) => windows().arrange(devices),
  phoneUrls: (window) => ({
    bank: remoteBank
      ? bankUrl(remoteBank.host, remoteBank.port)
      : bankUrl(LOCAL, simulator().info(window).bank.port),
    terminal: `wss://${LOCAL}:{port}/`,
  }),
  posUrl: (_window, { port }) => bankUrl(LOCAL, port),
  forgetDevice: (deviceId) => wipeSession(devicePartition(deviceId)),
});
