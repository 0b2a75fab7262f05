import type { PinLength } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';

/** What the phone remembers of a PIN that was set anew: its length, and a demo user's whole. */
export function useNewPin(): (pin: string, length: PinLength) => Promise<void> {
  const { phone, setPinLength } = usePhone();
  return async (pin, length) => {
    setPinLength(length);
    // A demo user's PIN can always be looked up.
    if ((await phone.records.loadDemoPin()) !== undefined) await phone.records.saveDemoPin(pin);
  };
}
