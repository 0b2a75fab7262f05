import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';

type PhoneCalls = Pick<Handlers, 'phone.start' | 'phone.registered' | 'pos.start'>;

/** How a device window learns who it is; the registry answers, not the window. */
export function createPhoneCalls(context: SimulatorContext): PhoneCalls {
  return {
    'phone.start': (window) => {
      const device = context.devices.find(window.deviceId);
      const { info } = context.link;
      if (device.kind !== 'phone') throw problem('not-found', 'This window is not a phone.');
      if (!info) {
        throw problem('bank-unreachable', context.link.problem ?? 'The bank has not started yet.');
      }
      const { bankId, exchangeKey, certificationKey, ledgerVerifierKey } = info;
      const urls = context.control.phoneUrls(window);
      const registration = device.uid === '' ? context.pending.find(device.deviceId) : undefined;
      return {
        device,
        bank: { url: urls.bank, bankId, exchangeKey, certificationKey, ledgerVerifierKey },
        terminalUrl: urls.terminal,
        ...(registration ? { registration } : {}),
      };
    },
    'phone.registered': (window, { uid, vpa, name }) => {
      const device = context.devices.stored(window.deviceId);
      if (device?.kind !== 'phone') throw problem('not-found', 'This window is not a phone.');
      context.devices.put({ ...device, uid, vpa, name });
      context.pending.forget(device.deviceId);
      return {};
    },
    'pos.start': (window) => {
      const device = context.devices.find(window.deviceId);
      if (device.kind !== 'pos') throw problem('not-found', 'This window is not a POS.');
      const terminal = context.terminals.list().find(({ vmid }) => vmid === device.vmid);
      if (!terminal) {
        throw problem(
          'not-found',
          'The terminal of this POS is not running. Start the simulator again; no money is affected.',
        );
      }
      return { device, url: context.control.posUrl(window, device), posToken: terminal.posToken };
    },
  };
}
