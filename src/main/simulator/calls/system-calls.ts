import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';
import { createConfirmation } from './confirmation.ts';

type SystemCalls = Pick<
  Handlers,
  'host.info' | 'system.reset' | 'window.close' | 'window.minimise'
>;

export function createSystemCalls(context: SimulatorContext): SystemCalls {
  const confirming = createConfirmation(context);
  return {
    'host.info': (window) => context.info(window),
    'system.reset': async (window, { confirmation }) => {
      if (confirmation === undefined) return confirming.ask(window, 'reset');
      if (!confirming.take(window, 'reset', confirmation)) {
        throw problem('refused', 'The confirmation is too old. Nothing was wiped; ask again.');
      }
      await context.reset();
      return {};
    },
    'window.close': (window) => {
      context.windows.find(window.windowId)?.sink.close('closed');
      return {};
    },
    'window.minimise': (window) => {
      const minimise = context.windows.find(window.windowId)?.sink.minimise;
      if (!minimise) throw problem('refused', "Use the browser window's own button for that.");
      minimise();
      return {};
    },
  };
}
