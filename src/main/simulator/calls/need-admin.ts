import type { SimulatorContext } from '../context.ts';
import { problem } from '../handlers.ts';

/** @throws problem `observing` at a bank elsewhere whose admin key this desk does not have */
export function needAdmin({ link }: SimulatorContext): void {
  if (link.state !== 'open' || link.isAdmin) return;
  throw problem(
    'observing',
    'This needs the admin key of the bank, which this desk does not have: it only observes.',
  );
}
