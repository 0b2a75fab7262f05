import type { StressRequest } from '#shared/simulator/stress-records.ts';
import type { TargetAddress } from '#stress/target.ts';
import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';

type StressCalls = Pick<Handlers, 'stress.start' | 'stress.stop' | 'stress.status'>;

function liveTarget(context: SimulatorContext, request: StressRequest): TargetAddress | undefined {
  if (request.target === 'scratch') return undefined;
  if (request.options.route === 'terminal') {
    throw problem('invalid', 'Through terminals works on a scratch bank, which brings its own.');
  }
  const live = context.stressTarget();
  if (live) return live;
  throw problem('observing', 'This desk has no stress key of that bank. Use a scratch bank.');
}

/** The stress test's panel: one run at a time, in a process of its own. */
export function createStressCalls(context: SimulatorContext): StressCalls {
  return {
    'stress.start': (_window, request) => {
      const { state } = context.stress.status();
      if (state === 'running' || state === 'stopping') {
        throw problem('limit', 'A stress test is under way. Stop it first.');
      }
      return context.stress.start(request, liveTarget(context, request));
    },
    'stress.stop': () => context.stress.stop(),
    'stress.status': () => context.stress.status(),
  };
}
