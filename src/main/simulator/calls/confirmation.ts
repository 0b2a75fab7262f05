import type { SimulatorContext } from '../context.ts';
import type { SimulatorWindow } from '../windows.ts';

/** The second step of what cannot be undone. */
export interface Confirmation {
  ask(window: SimulatorWindow, what: string): { readonly confirmation: string };
  /** Whether this window was asked about just this, not too long ago; good once. */
  take(window: SimulatorWindow, what: string, confirmation: string): boolean;
}

const CONFIRM_WITHIN_MS = 60_000;

export function createConfirmation({
  randomBytes,
  nowMs,
}: Pick<SimulatorContext, 'randomBytes' | 'nowMs'>): Confirmation {
  let asked: { key: string; untilMs: number } | undefined;
  const keyOf = ({ windowId }: SimulatorWindow, what: string, confirmation: string): string =>
    JSON.stringify([windowId, what, confirmation]);
  return {
    ask(window, what) {
      const confirmation = Buffer.from(randomBytes(16)).toString('hex');
      asked = { key: keyOf(window, what, confirmation), untilMs: nowMs() + CONFIRM_WITHIN_MS };
      return { confirmation };
    },
    take(window, what, confirmation) {
      const isRight =
        asked !== undefined &&
        asked.key === keyOf(window, what, confirmation) &&
        nowMs() < asked.untilMs;
      if (isRight) asked = undefined;
      return isRight;
    },
  };
}
