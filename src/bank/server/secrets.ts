import { hash, timingSafeEqual } from 'node:crypto';
import type { Role } from './access.ts';

/** Comparing hashes takes the same time whatever the guess and however long it is. */
const isSame = (left: string, right: string): boolean =>
  timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'));

export interface AdminKeys {
  readonly adminKey: string;
  readonly stressKey: string;
}

/** The role that a key opens, or undefined. Both are always compared. */
export function roleOfKey(
  keys: AdminKeys,
  presented: string,
): Extract<Role, 'admin' | 'stress'> | undefined {
  const isAdmin = isSame(presented, keys.adminKey);
  const isStress = isSame(presented, keys.stressKey);
  if (isAdmin) return 'admin';
  return isStress ? 'stress' : undefined;
}
