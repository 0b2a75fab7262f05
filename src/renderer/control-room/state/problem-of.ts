import { type ApiProblem, SimulatorApiError } from '#shared/simulator/contract.ts';

/** What a rejected call says; anything that is no refusal of the host is an internal error. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof SimulatorApiError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message };
}
