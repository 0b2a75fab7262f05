import { SimulatorApiError } from '#shared/simulator/contract.ts';
import type { Device } from '#shared/simulator/records.ts';
import type { SimulatorContext } from '../context.ts';
import type { Handlers } from '../handlers.ts';
import { addMerchantPos, addUserPhone, nextPort } from './device-calls.ts';

/** The tea stall and its customer. Secrets of the demo are no secrets: the control room shows them. */
const TEA_STALL = {
  name: 'Tea stall',
  password: 'tea-stall-demo',
  openingBalancePaise: '100000',
} as const;
const DEMO_USER = {
  name: 'Demo user',
  pin: '4826',
  openingBalancePaise: '500000',
  mobile: '9876543210',
} as const;
/** In a classroom the bank is shared, so the first number may be another desk's. */
const MOBILE_TRIES_MAX = 10;
/** Somebody else may take the port between looking and listening. */
const PORT_TRIES_MAX = 5;

const codeOf = (error: unknown): string =>
  error instanceof SimulatorApiError ? error.problem.code : '';

async function addTeaStall(context: SimulatorContext): Promise<Device> {
  for (let tries = 1; ; tries += 1) {
    try {
      const port = await nextPort(context);
      const demo = { isDemo: true, demoPassword: TEA_STALL.password };
      return (await addMerchantPos(context, { ...TEA_STALL, port }, demo)).device;
    } catch (error) {
      if (codeOf(error) !== 'port-in-use' || tries >= PORT_TRIES_MAX) throw error;
    }
  }
}

async function addDemoUser(context: SimulatorContext): Promise<Device> {
  const { name, pin, openingBalancePaise } = DEMO_USER;
  const phone = { name, profile: 'android-large', isDemo: true, demoPin: pin } as const;
  for (let tries = 1; ; tries += 1) {
    const mobile = tries === 1 ? DEMO_USER.mobile : randomMobile(context);
    try {
      return await addUserPhone(context, { ...phone, mobile }, { name, pin, openingBalancePaise });
    } catch (error) {
      if (codeOf(error) !== 'already-registered' || tries >= MOBILE_TRIES_MAX) throw error;
    }
  }
}

const randomMobile = (context: SimulatorContext): string =>
  `9${Array.from(context.randomBytes(9), (byte) => byte % 10).join('')}`;

/** Pressing twice, or after half of it failed, adds only what is missing. */
export function createDemoCall(context: SimulatorContext): Pick<Handlers, 'devices.setUpDemo'> {
  let running: Promise<{ devices: Device[] }> | undefined;
  const demoDevice = (kind: Device['kind']): Device | undefined =>
    context.devices.list().find((each) => each.kind === kind && each.isDemo);
  const demoPhone = (): Device | undefined => {
    const phone = demoDevice('phone');
    // Its registration waits in memory only, so a restart before the window opened has lost it.
    if (phone?.kind === 'phone' && phone.uid === '') {
      const { name, pin, openingBalancePaise } = DEMO_USER;
      context.pending.put(phone.deviceId, { name, pin, openingBalancePaise });
    }
    return phone;
  };
  const setUp = async (): Promise<{ devices: Device[] }> => ({
    devices: [
      demoDevice('pos') ?? (await addTeaStall(context)),
      demoPhone() ?? (await addDemoUser(context)),
    ],
  });
  return {
    'devices.setUpDemo': () => {
      running ??= setUp().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
