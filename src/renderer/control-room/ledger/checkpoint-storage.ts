import { parseVerifierKey } from '#shared/ledger/checkpoint.ts';
import {
  memoryKey,
  type RememberedCheckpoint,
  readMemory,
  remember,
} from '../state/checkpoint-memory.ts';

/** Storage may be denied; then the window remembers nothing and shows an empty list. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, memory: readonly RememberedCheckpoint[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(memory));
  } catch {
    return;
  }
}

/** What this window remembers of the log with that verifier key. */
export const rememberedCheckpoints = (verifierKey: string): readonly RememberedCheckpoint[] =>
  readMemory(read(memoryKey(parseVerifierKey(verifierKey).name)));

/** Keeps a checkpoint and answers everything remembered of its log. */
export function keepCheckpoint(
  verifierKey: string,
  text: string,
  seenMs: number,
): readonly RememberedCheckpoint[] {
  const memory = remember(rememberedCheckpoints(verifierKey), text, seenMs);
  write(memoryKey(parseVerifierKey(verifierKey).name), memory);
  return memory;
}
