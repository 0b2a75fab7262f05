import { adminCall } from './accounts/admin-calls.ts';
import { bindDevice, requestBinding } from './accounts/binding.ts';
import { boundDevice } from './accounts/devices.ts';
import { lookUp, merchantRecord } from './accounts/directory.ts';
import { registerMerchant } from './accounts/register-merchant.ts';
import { registerUser } from './accounts/register-user.ts';
import { openSession } from './accounts/session-open.ts';
import { terminalCall } from './accounts/terminal-calls.ts';
import type { BankCore } from './core.ts';
import { bankInfo, healthOf } from './events/health.ts';
import type { CheckpointKeeper } from './ledger/checkpoint-keeper.ts';
import { ledgerCall } from './ledger/ledger-calls.ts';
import { LEDGER_META } from './ledger/ledger-meta.ts';
import { verifyLive } from './ledger/verify-live.ts';
import { sealedCall } from './payments/sealed-calls.ts';
import { submitPayment } from './payments/submit-payment.ts';
import type { ReportProblem } from './report-problem.ts';
import type { BankServices } from './services.ts';
import { sumOfBalances } from './state/bank-state.ts';

/** Writes the newest checkpoint into the database too, so that a closed one is complete. */
async function closeBank(
  services: BankServices,
  keeper: CheckpointKeeper,
  onProblem: ReportProblem,
): Promise<void> {
  const { runner, ledger, store, holdWatch } = services;
  holdWatch.stop();
  services.collectTimer.stop();
  try {
    await runner.close({
      execute: (batch) => {
        batch.meta.set(LEDGER_META.checkpoint, Buffer.from(ledger.checkpoint));
        return { value: undefined };
      },
    });
  } catch (error) {
    onProblem('the last checkpoint was not stored in the database', error);
  }
  await keeper.flush().catch((error: unknown) => {
    onProblem('the last checkpoint was not kept beside the database', error);
  });
  await store.close();
}

function setTerminalOnline({ state, events }: BankServices, vmid: string, isOnline: boolean): void {
  if (isOnline) state.onlineTerminals.add(vmid);
  else state.onlineTerminals.delete(vmid);
  events.toAdmin('terminal', () => ({ kind: 'terminal', vmid, isOnline }));
}

/** The bank as the server sees it. */
export function bankCore(
  services: BankServices,
  keeper: CheckpointKeeper,
  onProblem: ReportProblem,
): BankCore {
  const { state, sessions, events, identity } = services;
  let closing: Promise<void> | undefined;
  return {
    identity,
    info: () => bankInfo(services),
    lookup: (query) => lookUp(state, query),
    registerUser: (params, { isSimulated }) => registerUser(services, params, isSimulated),
    registerMerchant: (params) => registerMerchant(services, params),
    bindDevice: (params) => bindDevice(services, params),
    requestBinding: (params) => requestBinding(services, params),
    deviceKey: (uid, deviceId) => boundDevice(state, uid, deviceId)?.publicKey,
    openSession: (uid, deviceId, sessionId) => openSession(services, uid, deviceId, sessionId),
    session: (sessionId) => sessions.get(sessionId),
    endSession: (sessionId) => sessions.end(sessionId),
    submitPayment: (params, route, sealedIn) =>
      submitPayment(services, params, { route, sealedIn }),
    sealedCall: (session, method, params) => sealedCall(services, session.id, method, params),
    merchant: (vmid) => merchantRecord(state, vmid),
    setTerminalOnline: (vmid, isOnline) => setTerminalOnline(services, vmid, isOnline),
    terminalCall: (vmid, method, params) => terminalCall(services, vmid, method, params),
    ledgerCall: (method, params) => ledgerCall(services, method, params),
    adminCall: (method, params) => adminCall(services, method, params),
    health: () => healthOf(services, sumOfBalances(state)),
    verify: (onProgress) => verifyLive(services, onProgress),
    onEvent: (listener) => events.listen(listener),
    close() {
      closing ??= closeBank(services, keeper, onProblem);
      return closing;
    },
  };
}
