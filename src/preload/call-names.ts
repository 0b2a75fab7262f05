import type {
  CallName,
  EventName,
  SimulatorCalls,
  SimulatorEvents,
} from '#shared/simulator/contract.ts';
import type { WindowRole } from '#shared/simulator/records.ts';

/**
 * What each window kind may call and hear, by name only: schemas stay out of preloads, which must
 * be small. A unit test compares these lists with the contract's roles.
 */
type CallsOf<R extends WindowRole> = {
  [N in CallName]: R extends SimulatorCalls[N]['roles'][number] ? N : never;
}[CallName];
type EventsOf<R extends WindowRole> = {
  [N in EventName]: R extends SimulatorEvents[N]['roles'][number] ? N : never;
}[EventName];

export interface WindowSurface<R extends WindowRole = WindowRole> {
  readonly calls: readonly CallsOf<R>[];
  readonly events: readonly EventsOf<R>[];
}

export const controlRoomSurface = {
  calls: [
    'bank.health',
    'ledger.blocks',
    'ledger.entries',
    'ledger.leaf',
    'ledger.checkpoint',
    'ledger.consistency',
    'admin.accounts',
    'admin.payments',
    'admin.account',
    'admin.deposit',
    'admin.backup',
    'admin.faults',
    'admin.setFaults',
    'admin.verify',
    'admin.settings.get',
    'admin.settings.set',
    'host.info',
    'devices.list',
    'devices.setUpDemo',
    'devices.addMerchant',
    'devices.addUser',
    'devices.addPhone',
    'devices.open',
    'devices.close',
    'devices.arrange',
    'devices.remove',
    'system.reset',
    'system.backups',
    'system.restore',
    'stress.start',
    'stress.stop',
    'stress.status',
    'attacks.list',
    'attacks.run',
    'attacks.stop',
    'files.save',
    'files.saveStatement',
    'window.close',
    'window.minimise',
  ],
  events: [
    'devices.changed',
    'bank.event',
    'stress.progress',
    'attacks.progress',
    'host.changed',
    'menu.command',
  ],
} as const satisfies WindowSurface<'control-room'>;

export const phoneSurface = {
  calls: [
    'host.info',
    'phone.start',
    'phone.registered',
    'screens.nearby',
    'screens.look',
    'files.save',
    'window.close',
    'window.minimise',
  ],
  events: ['host.changed', 'sms.received', 'window.place'],
} as const satisfies WindowSurface<'phone'>;

export const posSurface = {
  calls: [
    'host.info',
    'pos.start',
    'screens.deliver',
    'files.save',
    'window.close',
    'window.minimise',
  ],
  events: ['host.changed', 'screen.wanted', 'window.place'],
} as const satisfies WindowSurface<'pos'>;
