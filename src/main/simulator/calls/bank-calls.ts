import { adminMethods, ledgerMethods } from '#shared/protocol/admin-methods.ts';
import type { ForwardedCall } from '#shared/simulator/contract.ts';
import type { SimulatorContext } from '../context.ts';
import type { Handlers } from '../handlers.ts';
import { needAdmin } from './need-admin.ts';

/** A full check or a copy of a large ledger takes minutes; everything else the usual 15 s. */
const LONG_CALLS: ReadonlySet<string> = new Set(['admin.verify', 'admin.backup']);
const LONG_CALL_MS = 600_000;

type BankCalls = Pick<Handlers, ForwardedCall>;

/** Passes the control room's questions to the bank, which checks them again. */
export function createBankCalls(context: SimulatorContext): BankCalls {
  const ledger = Object.keys(ledgerMethods).map((name) => [
    name,
    (_window: unknown, params: unknown) =>
      context.link.call(ledgerMethods, name as keyof typeof ledgerMethods, params as never),
  ]);
  const admin = Object.keys(adminMethods)
    .filter((name) => name !== 'admin.subscribe')
    .map((name) => [
      name,
      (_window: unknown, params: unknown) => {
        needAdmin(context);
        const timeoutMs = LONG_CALLS.has(name) ? { timeoutMs: LONG_CALL_MS } : {};
        return context.link.call(
          adminMethods,
          name as keyof typeof adminMethods,
          params as never,
          timeoutMs,
        );
      },
    ]);
  return Object.fromEntries([...ledger, ...admin]) as BankCalls;
}
