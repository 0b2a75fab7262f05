import { MID_PATTERN, UID_PATTERN } from '#shared/ids.ts';
import type { Device } from '#shared/simulator/records.ts';

/** Whom the weather is for, as chosen: `global`, an account's id, or `other` with a typed id. */
export interface ScopeDraft {
  readonly choice: string;
  readonly typed: string;
}

export const OTHER_ACCOUNT = 'other';
export const wholeNetwork: ScopeDraft = { choice: 'global', typed: '' };

/** UID or MID of a device; undefined while its phone has not registered. */
export const accountIdOf = (device: Device): string | undefined =>
  (device.kind === 'pos' ? device.mid : device.uid) || undefined;

/** `global` or an account's id; undefined while a typed id is none. */
export function scopeOf({ choice, typed }: ScopeDraft): string | undefined {
  if (choice !== OTHER_ACCOUNT) return choice;
  const id = typed.trim().toUpperCase();
  return UID_PATTERN.test(id) || MID_PATTERN.test(id) ? id : undefined;
}
