import { ATTACK_LIST } from '#shared/simulator/attack-standards.ts';
import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';

type AttackCalls = Pick<Handlers, 'attacks.list' | 'attacks.run' | 'attacks.stop'>;

/** The attack lab's page: one attack after the other, on banks that the lab makes for them. */
export function createAttackCalls(context: SimulatorContext): AttackCalls {
  return {
    'attacks.list': () => ({ attacks: [...ATTACK_LIST], status: context.attacks.status() }),
    'attacks.run': (_window, { attacks }) => {
      if (context.attacks.status().state !== 'idle') {
        throw problem('limit', 'An attack is under way. Wait for it or stop it first.');
      }
      return context.attacks.run(attacks, context.liveBank);
    },
    'attacks.stop': () => context.attacks.stop(),
  };
}
