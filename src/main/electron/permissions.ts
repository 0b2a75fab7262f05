import type { WindowRole } from '#shared/simulator/records.ts';
import { isPageOf } from './app-url.ts';

/**
 * Deny by default. Electron asks twice, once to check and once to request; both answers come from
 * here.
 */
export interface PermissionQuestion {
  readonly permission: string;
  /** Undefined for a window the registry does not know, and for workers. */
  readonly role: WindowRole | undefined;
  readonly url: unknown;
  readonly isMainFrame: boolean;
  /** What a `media` question asks for; empty when it does not say. */
  readonly mediaTypes: readonly string[];
}

/** Besides the camera: copying a UPI ID, and reaching bank and terminals on this machine. */
const ALLOWED: Readonly<Record<string, readonly WindowRole[]>> = {
  'clipboard-sanitized-write': ['control-room', 'phone', 'pos'],
  'local-network-access': ['phone', 'pos'],
  'loopback-network': ['phone', 'pos'],
  media: ['phone'],
};

export function isPermitted(question: PermissionQuestion): boolean {
  const { permission, role, url, isMainFrame, mediaTypes } = question;
  if (!role || !isMainFrame || !isPageOf(role, url)) return false;
  if (!Object.hasOwn(ALLOWED, permission) || !ALLOWED[permission]?.includes(role)) return false;
  if (permission !== 'media') return true;
  return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
}
