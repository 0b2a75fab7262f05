import { expect, test } from 'vitest';
import { simulatorCalls, simulatorEvents } from '#shared/simulator/contract.ts';
import type { WindowRole } from '#shared/simulator/records.ts';
import { controlRoomSurface, phoneSurface, posSurface } from '../../../src/preload/call-names.ts';

const namesFor = (
  table: Readonly<Record<string, { readonly roles: readonly WindowRole[] }>>,
  role: WindowRole,
): string[] =>
  Object.entries(table)
    .filter(([, { roles }]) => roles.includes(role))
    .map(([name]) => name)
    .sort();

test.each([
  ['control-room', controlRoomSurface],
  ['phone', phoneSurface],
  ['pos', posSurface],
] as const)('the %s preload exposes exactly its role in the contract', (role, surface) => {
  expect([...surface.calls].sort()).toEqual(namesFor(simulatorCalls, role));
  expect([...surface.events].sort()).toEqual(namesFor(simulatorEvents, role));
});
