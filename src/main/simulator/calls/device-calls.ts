import { FIRST_TERMINAL_PORT } from '#shared/ports.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import type { Device } from '#shared/simulator/records.ts';
import type { SimulatorContext } from '../context.ts';
import type { StoredPhone, StoredPos } from '../device-records.ts';
import { nextTerminalPort } from '../free-port.ts';
import { type Handlers, problem } from '../handlers.ts';
import type { NewTerminal } from '../links.ts';
import type { PendingRegistration } from '../pending-registrations.ts';

/** Device windows open at once; each is a process of its own. */
const OPEN_DEVICES_MAX = 32;
/** Numbers for empty phones are drawn this often before giving up. */
const MOBILE_TRIES_MAX = 20;

export const nextPort = (context: SimulatorContext): Promise<number> =>
  nextTerminalPort(FIRST_TERMINAL_PORT, context.takenPorts());

async function isMobileKnown(context: SimulatorContext, mobile: string): Promise<boolean> {
  try {
    await context.link.call(publicMethods, 'directory.lookup', { mobile });
    return true;
  } catch (error) {
    if (error instanceof RpcError && error.code === RPC_ERROR.refused) return false;
    throw error;
  }
}

const hasPhoneWith = (context: SimulatorContext, mobile: string): boolean =>
  context.devices.allStored().some((each) => each.kind === 'phone' && each.mobile === mobile);

/** @throws SimulatorApiError `already-registered` */
async function refuseKnownMobile(context: SimulatorContext, mobile: string): Promise<void> {
  const isAtBank = await isMobileKnown(context, mobile);
  // After the question, so that nothing can come between this and the adding.
  if (hasPhoneWith(context, mobile)) {
    throw problem('already-registered', `A phone on this desk already has the number ${mobile}.`);
  }
  if (isAtBank) {
    throw problem(
      'already-registered',
      `The number ${mobile} already has an account at the bank. Add an empty phone to use it, or choose another number.`,
    );
  }
}

function refuseTooMuch(context: SimulatorContext, openingBalancePaise: string): void {
  const most = context.link.info?.openingBalanceMaxPaise;
  if (most !== undefined && BigInt(openingBalancePaise) > BigInt(most)) {
    throw problem(
      'invalid',
      `The bank opens accounts with at most ${Number(most) / 100} rupees. Choose a smaller opening balance.`,
    );
  }
}

/** Opens at once where the host can; in a browser the user presses. */
async function openIfPossible(context: SimulatorContext, device: Device): Promise<void> {
  if (context.control.capabilities.opensWindows) await openDevice(context, device);
}

async function openDevice(
  context: SimulatorContext,
  device: Device,
): Promise<{ readonly url?: string }> {
  const open = context.devices.list().filter((each) => each.isOpen);
  if (!device.isOpen && open.length >= OPEN_DEVICES_MAX) {
    throw problem(
      'limit',
      `${OPEN_DEVICES_MAX} devices are open, the most there can be. Close one first.`,
    );
  }
  // Its port may have been taken when the simulator started and be free by now.
  if (device.kind === 'pos' && !device.isListening) await context.terminals.start(device.vmid);
  return context.control.open(device);
}

export const posDeviceId = (vmid: string): string => `pos-${vmid.toLowerCase()}`;

const newPhoneId = (context: SimulatorContext): string =>
  `phone-${Buffer.from(context.randomBytes(8)).toString('hex')}`;

/** A phone that will register with this PIN as soon as its window opens. */
export async function addUserPhone(
  context: SimulatorContext,
  phone: Pick<StoredPhone, 'name' | 'mobile' | 'profile' | 'isDemo' | 'demoPin'>,
  registration: PendingRegistration,
): Promise<Device> {
  refuseTooMuch(context, registration.openingBalancePaise);
  await refuseKnownMobile(context, phone.mobile);
  const deviceId = newPhoneId(context);
  context.pending.put(deviceId, registration);
  const created = {
    kind: 'phone',
    deviceId,
    createdMs: context.nowMs(),
    uid: '',
    vpa: '',
  } as const;
  const device = context.devices.put({ ...created, ...phone });
  await openIfPossible(context, device);
  return device;
}

export async function addMerchantPos(
  context: SimulatorContext,
  form: NewTerminal,
  demo: Pick<StoredPos, 'isDemo' | 'demoPassword'>,
): Promise<{ readonly device: Device; readonly qrFile: string }> {
  refuseTooMuch(context, form.openingBalancePaise);
  const { mid, vmid, vpa, name, port, qrFile } = await context.terminals.register(form);
  const device = context.devices.put({
    kind: 'pos',
    deviceId: posDeviceId(vmid),
    createdMs: context.nowMs(),
    ...{ name, mid, vmid, vpa, port },
    ...demo,
  });
  await openIfPossible(context, device);
  return { device, qrFile };
}

/** A number for a SIM that nobody has: 9 and nine random digits. */
async function freeMobile(context: SimulatorContext): Promise<string> {
  for (let tries = 0; tries < MOBILE_TRIES_MAX; tries += 1) {
    const digits = Array.from(context.randomBytes(9), (byte) => byte % 10).join('');
    const mobile = `9${digits}`;
    if (!hasPhoneWith(context, mobile) && !(await isMobileKnown(context, mobile))) return mobile;
  }
  throw problem('limit', 'No free mobile number was found. Try again.');
}

type DeviceCalls = Pick<
  Handlers,
  | 'devices.list'
  | 'devices.addMerchant'
  | 'devices.addUser'
  | 'devices.addPhone'
  | 'devices.open'
  | 'devices.close'
  | 'devices.remove'
>;

export function createDeviceCalls(context: SimulatorContext): DeviceCalls {
  const closeWindows = (deviceId: string): void => {
    for (const { windowId } of context.windows.ofDevice(deviceId)) {
      context.windows.find(windowId)?.sink.close('closed');
    }
  };
  return {
    'devices.list': async () => ({
      devices: [...context.devices.list()],
      nextPort: await nextPort(context),
    }),
    'devices.addMerchant': (_window, form) => addMerchantPos(context, form, { isDemo: false }),
    'devices.addUser': async (_window, form) => {
      const { name, mobile, profile, pin, openingBalancePaise } = form;
      const phone = { name, mobile, profile, isDemo: false };
      return { device: await addUserPhone(context, phone, { pin, openingBalancePaise, name }) };
    },
    'devices.addPhone': async (_window, { profile }) => {
      const device = context.devices.put({
        kind: 'phone',
        deviceId: newPhoneId(context),
        name: 'New phone',
        mobile: await freeMobile(context),
        createdMs: context.nowMs(),
        uid: '',
        vpa: '',
        isDemo: false,
        profile,
      });
      await openIfPossible(context, device);
      return { device };
    },
    'devices.open': (_window, { deviceId }) => openDevice(context, context.devices.find(deviceId)),
    'devices.close': (_window, { deviceId }) => {
      context.devices.find(deviceId);
      closeWindows(deviceId);
      return {};
    },
    'devices.remove': async (_window, { deviceId }) => {
      const device = context.devices.find(deviceId);
      closeWindows(deviceId);
      context.pending.forget(deviceId);
      context.devices.remove(deviceId);
      if (device.kind === 'pos') await context.terminals.remove(device.vmid);
      await context.control.forgetDevice(deviceId);
      return {};
    },
  };
}
