import type { ScreenFrame } from '#shared/simulator/records.ts';
import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';

/** A POS that does not answer within this time is out of sight. */
const LOOK_WITHIN_MS = 2_000;
/** Pictures asked for at once, over all phones. */
const LOOKS_MAX = 16;

interface Look {
  readonly posDeviceId: string;
  readonly phoneWindowId: string;
  deliver(frame: ScreenFrame): void;
}

type ScreenCalls = Pick<Handlers, 'screens.nearby' | 'screens.look' | 'screens.deliver'>;

/** Phones look at POS windows: the host asks the POS for one picture and hands it on. */
export function createScreenCalls(context: SimulatorContext): ScreenCalls {
  const looks = new Map<string, Look>();

  const askFor = (posDeviceId: string, phoneWindowId: string): Promise<ScreenFrame> =>
    new Promise((resolve, reject) => {
      const requestId = Buffer.from(context.randomBytes(16)).toString('hex');
      const timer = setTimeout(() => {
        looks.delete(requestId);
        reject(problem('not-found', 'That screen does not answer. Is its window still open?'));
      }, LOOK_WITHIN_MS);
      const deliver = (frame: ScreenFrame): void => {
        clearTimeout(timer);
        looks.delete(requestId);
        resolve(frame);
      };
      looks.set(requestId, { posDeviceId, phoneWindowId, deliver });
      for (const { windowId } of context.windows.ofDevice(posDeviceId)) {
        context.windows.sendTo(windowId, 'screen.wanted', { requestId });
      }
    });

  return {
    'screens.nearby': () => ({
      screens: context.devices
        .list()
        .flatMap((device) => (device.kind === 'pos' && device.isOpen ? [device] : []))
        .map(({ deviceId, name, vmid }) => ({ deviceId, name, vmid })),
    }),
    'screens.look': async (window, { deviceId }) => {
      const device = context.devices.find(deviceId);
      if (device.kind !== 'pos' || !device.isOpen) {
        throw problem('not-found', 'That screen is not open.');
      }
      const isLooking = [...looks.values()].some((look) => look.phoneWindowId === window.windowId);
      if (isLooking || looks.size >= LOOKS_MAX) {
        throw problem('limit', 'Wait for the picture that was asked for before.');
      }
      return askFor(deviceId, window.windowId);
    },
    'screens.deliver': (window, { requestId, frame }) => {
      const look = looks.get(requestId);
      if (look && look.posDeviceId !== window.deviceId) {
        throw problem('forbidden', 'Another screen was asked for.');
      }
      // A late answer is nobody's fault.
      look?.deliver(frame);
      return {};
    },
  };
}
