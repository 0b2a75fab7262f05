import { z } from 'zod';
import { parseCheckpoint } from '#shared/ledger/checkpoint.ts';

/** A signed checkpoint that this window saw, kept to hold the bank to it later. */
const remembered = z.object({
  text: z.string().max(4_096),
  size: z.number().int().min(0),
  seenMs: z.number().int().min(0),
});
export type RememberedCheckpoint = z.infer<typeof remembered>;

export const CHECKPOINTS_MAX = 20;

/** Storage key of one log's checkpoints; a restored or reset bank is another log. */
export const memoryKey = (origin: string): string =>
  `upi-sim/control-room/checkpoints/${encodeURIComponent(origin)}`;

/** Reads what was stored; anything odd counts as nothing remembered. */
export function readMemory(stored: string | null): readonly RememberedCheckpoint[] {
  try {
    const parsed = z.array(remembered).safeParse(JSON.parse(stored ?? '[]'));
    return parsed.success ? parsed.data.slice(-CHECKPOINTS_MAX) : [];
  } catch {
    return [];
  }
}

/**
 * The memory with one more checkpoint, by size. The oldest is what a rewritten ledger would have
 * to agree with, so it stays for ever; over the bound the second oldest goes.
 * @throws RangeError when the text is no checkpoint
 */
export function remember(
  memory: readonly RememberedCheckpoint[],
  text: string,
  seenMs: number,
): readonly RememberedCheckpoint[] {
  const { size } = parseCheckpoint(text);
  if (memory.some((one) => one.text === text)) return memory;
  const all = [...memory, { text, size, seenMs }].sort((a, b) => a.size - b.size);
  return all.length > CHECKPOINTS_MAX ? [all[0], ...all.slice(2)].filter((one) => !!one) : all;
}
