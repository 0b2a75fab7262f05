import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';
import type { SimulatorWindow } from '../windows.ts';

/** A confirmation is good for this long, once, and only for the window that asked. */
const CONFIRM_WITHIN_MS = 60_000;

type SystemCalls = Pick<
  Handlers,
  'host.info' | 'system.reset' | 'window.close' | 'window.minimise'
>;

interface Asked {
  readonly windowId: string;
  readonly confirmation: string;
  readonly untilMs: number;
}

export function createSystemCalls(context: SimulatorContext): SystemCalls {
  let asked: Asked | undefined;

  const ask = ({ windowId }: SimulatorWindow): { confirmation: string } => {
    const confirmation = Buffer.from(context.randomBytes(16)).toString('hex');
    asked = { windowId, confirmation, untilMs: context.nowMs() + CONFIRM_WITHIN_MS };
    return { confirmation };
  };
  const isConfirmed = (window: SimulatorWindow, confirmation: string): boolean =>
    asked !== undefined &&
    asked.windowId === window.windowId &&
    asked.confirmation === confirmation &&
    context.nowMs() < asked.untilMs;

  return {
    'host.info': (window) => context.info(window),
    'system.reset': async (window, { confirmation }) => {
      if (confirmation === undefined) return ask(window);
      if (!isConfirmed(window, confirmation)) {
        throw problem('refused', 'The confirmation is too old. Nothing was wiped; ask again.');
      }
      asked = undefined;
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
