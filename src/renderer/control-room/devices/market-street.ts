import { terminalPortProblem } from '#shared/ports.ts';
import type { MerchantForm, UserForm } from '#shared/simulator/contract.ts';
import type { Device } from '#shared/simulator/records.ts';
import { freeMobile } from '../state/forms.ts';

/** Play secrets of a play street, told to the user before it is made. */
export const STREET_PIN = '4826';
export const STREET_PASSWORD = 'market-street';

export const STREET_SHOPS = ['Book corner', 'Sabzi stall', 'Chemist'] as const;
export const STREET_PEOPLE = ['Asha Rao', 'Ravi Kumar', 'Meera Iyer'] as const;

const SHOP_BALANCE_PAISE = '0';
const PERSON_BALANCE_PAISE = '2500000';

export type StreetStep =
  | { readonly kind: 'merchant'; readonly form: MerchantForm }
  | { readonly kind: 'user'; readonly form: UserForm };

/** The next port from `from` on that a terminal may use and none here has. */
function freePort(from: number, devices: readonly Device[]): number {
  const taken = new Set(devices.map((one) => (one.kind === 'pos' ? one.port : 0)));
  let port = from;
  while (taken.has(port) || terminalPortProblem(port)) port += 1;
  return port;
}

/** What is still missing for the whole street; asked again after every step. */
export function nextStreetStep(
  devices: readonly Device[],
  nextPort: number,
  random: () => number,
): StreetStep | undefined {
  const names = new Set(devices.map((one) => one.name));
  const shop = STREET_SHOPS.find((name) => !names.has(name));
  if (shop) {
    const port = freePort(nextPort, devices);
    const openingBalancePaise = SHOP_BALANCE_PAISE;
    return {
      kind: 'merchant',
      form: { name: shop, password: STREET_PASSWORD, openingBalancePaise, port },
    };
  }
  const person = STREET_PEOPLE.find((name) => !names.has(name));
  if (!person) return undefined;
  const openingBalancePaise = PERSON_BALANCE_PAISE;
  const mobile = freeMobile(devices, random);
  return { kind: 'user', form: { name: person, mobile, pin: STREET_PIN, openingBalancePaise } };
}

export const STREET_SIZE = STREET_SHOPS.length + STREET_PEOPLE.length;

/** How much of the street stands already. */
export function streetDone(devices: readonly Device[]): number {
  const names: ReadonlySet<string> = new Set(devices.map((one) => one.name));
  return [...STREET_SHOPS, ...STREET_PEOPLE].filter((name) => names.has(name)).length;
}
