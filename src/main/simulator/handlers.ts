import type { z } from 'zod';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import {
  type ApiAnswer,
  type ApiCall,
  type ApiProblem,
  type CallName,
  type CallResult,
  SimulatorApiError,
  type SimulatorCalls,
  simulatorCalls,
} from '#shared/simulator/contract.ts';
import type { SimulatorWindow } from './windows.ts';

/** One function per call; roles and parameters are checked before it, errors mapped after it. */
export type Handlers = {
  readonly [N in CallName]: (
    window: SimulatorWindow,
    params: z.output<SimulatorCalls[N]['params']>,
  ) => Promise<CallResult<N>> | CallResult<N>;
};

export type Handle = (window: SimulatorWindow, name: string, params: unknown) => Promise<ApiAnswer>;

const ISSUES_MAX = 8;

export const problem = (code: ApiProblem['code'], message: string): SimulatorApiError =>
  new SimulatorApiError({ code, message });

const refused = (given: ApiProblem): ApiAnswer => ({ ok: false, problem: given });

const RPC_PROBLEMS: Readonly<Record<number, ApiProblem['code']>> = {
  [RPC_ERROR.unreachable]: 'bank-unreachable',
  [RPC_ERROR.refused]: 'refused',
  [RPC_ERROR.throttled]: 'limit',
  [RPC_ERROR.forbidden]: 'observing',
  [RPC_ERROR.invalidParams]: 'invalid',
};

function problemOf(error: unknown): ApiProblem | undefined {
  if (error instanceof SimulatorApiError) return error.problem;
  const code = error instanceof RpcError ? RPC_PROBLEMS[error.code] : undefined;
  if (!(error instanceof RpcError) || !code) return undefined;
  const { detail, issues } = error.data;
  return { code, message: detail ?? error.message, ...(issues ? { issues } : {}) };
}

const invalid = (error: z.ZodError): ApiProblem => ({
  code: 'invalid',
  message: 'A field is missing or wrong.',
  issues: error.issues.slice(0, ISSUES_MAX).map((issue) => ({
    path: issue.path.join('.').slice(0, 128),
    message: issue.message.slice(0, 256),
  })),
});

/**
 * The gate every call of every window passes: is there such a call, may this role make it, do its
 * parameters fit. Never throws; `onUnexpected` hears of bugs.
 */
export function createHandle(handlers: Handlers, onUnexpected: (error: unknown) => void): Handle {
  return async (window, name, params) => {
    if (!Object.hasOwn(simulatorCalls, name)) {
      return refused({ code: 'invalid', message: 'There is no such call.' });
    }
    const callName = name as CallName;
    const call: ApiCall = simulatorCalls[callName];
    if (!call.roles.includes(window.role)) {
      return refused({ code: 'forbidden', message: `This window may not call ${callName}.` });
    }
    const parsed = call.params.safeParse(params);
    if (!parsed.success) return refused(invalid(parsed.error));
    try {
      return { ok: true, result: await handlers[callName](window, parsed.data as never) };
    } catch (error) {
      const known = problemOf(error);
      if (known) return refused(known);
      onUnexpected(error);
      return refused({
        code: 'internal',
        message: 'Something went wrong inside the simulator. No money moved by this click.',
      });
    }
  };
}
