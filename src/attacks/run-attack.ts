import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AttackId, AttackOutcome, AttackSide } from '#shared/simulator/attack-records.ts';
import type { BankPlace } from '#terminal/wire-terminal.ts';
import { ATTACKS } from './catalogue.ts';

export interface RunAttackOptions {
  readonly attack: AttackId;
  /** Empty; each side makes a folder of its own in it. Its owner removes it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly live?: BankPlace | undefined;
  readonly onSide?: (side: AttackSide) => void;
  readonly onOutcome: (outcome: AttackOutcome) => void;
}

/**
 * One attack, first on a bank as it is and then on one without the defence.
 * @throws the signal's reason when it was stopped
 */
export async function runAttack(options: RunAttackOptions): Promise<void> {
  const { attack, signal, live } = options;
  for (const side of ['defended', 'undefended'] as const) {
    signal.throwIfAborted();
    options.onSide?.(side);
    const folder = join(options.folder, side);
    mkdirSync(folder, { mode: 0o700 });
    const startedMs = performance.now();
    const finding = await ATTACKS[attack]({ side, folder, signal, live });
    options.onOutcome({ side, durationMs: performance.now() - startedMs, ...finding });
  }
}
