import { VMID_PATTERN } from '#shared/ids.ts';
import { BANK_PATH, TERMINAL_PATH } from '#shared/simulator/bridge.ts';
import type { WireTarget } from '../simulator/links.ts';
import type { SimulatorWindow } from '../simulator/windows.ts';

/** What a window may reach: phones the bank and every terminal, a POS its own terminal only. */
export function wireTargetFor(
  pathname: string,
  window: SimulatorWindow,
  ownVmid: string | undefined,
): WireTarget | undefined {
  if (pathname === BANK_PATH) return window.role === 'phone' ? { kind: 'bank' } : undefined;
  if (!pathname.startsWith(TERMINAL_PATH)) return undefined;
  const vmid = pathname.slice(TERMINAL_PATH.length);
  const isAllowed = window.role === 'phone' || (window.role === 'pos' && vmid === ownVmid);
  return isAllowed && VMID_PATTERN.test(vmid) ? { kind: 'terminal', vmid } : undefined;
}
