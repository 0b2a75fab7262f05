import { useSyncExternalStore } from 'react';
import { DEVICE_MARGIN, type DeviceSize } from '#shared/simulator/device-profiles.ts';
import { fitScale } from './fit-scale.ts';

const subscribe = (onChange: () => void) => {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
};

/**
 * Scale that fits the device into this window, followed as the window is resized.
 * @param stripsHeight of what stands above the device, in CSS pixels
 */
export function useFitScale(device: DeviceSize, stripsHeight: number): number {
  const measure = () =>
    fitScale({
      width: device.width,
      height: device.height,
      reservedWidth: 2 * DEVICE_MARGIN,
      reservedHeight: 2 * DEVICE_MARGIN + stripsHeight,
      innerWidth: window.innerWidth,
      innerHeight: window.innerHeight,
      outerWidth: window.outerWidth,
      outerHeight: window.outerHeight,
    });
  return useSyncExternalStore(subscribe, measure, () => 1);
}
