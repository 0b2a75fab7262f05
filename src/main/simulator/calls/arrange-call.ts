import { arrangeWindows } from '#shared/simulator/arrange-windows.ts';
import { deviceSize, deviceWindowSize } from '#shared/simulator/device-profiles.ts';
import type { Device, WindowPlace } from '#shared/simulator/records.ts';
import type { SimulatorContext } from '../context.ts';
import type { Handlers } from '../handlers.ts';

/** Pop-ups go where they are told, as far as their browser lets them. */
function tellPlaces(context: SimulatorContext, open: readonly Device[], area: WindowPlace): void {
  const sizes = open.map((device) => deviceWindowSize(deviceSize(device), false));
  const places = arrangeWindows(sizes, area);
  for (const [index, { deviceId }] of open.entries()) {
    const place = places[index];
    for (const { windowId } of context.windows.ofDevice(deviceId)) {
      if (place) context.windows.sendTo(windowId, 'window.place', place);
    }
  }
}

export const createArrangeCall = (
  context: SimulatorContext,
): Pick<Handlers, 'devices.arrange'> => ({
  'devices.arrange': (_window, { area }) => {
    const open = context.devices.list().filter(({ isOpen }) => isOpen);
    if (context.control.arrange) context.control.arrange(open);
    else tellPlaces(context, open, area);
    return { count: open.length };
  },
});
