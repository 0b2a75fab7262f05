import type { AttackReport, AttackSide, AttackStatus } from '#shared/simulator/attack-records.ts';

/** How one attack stands in the list. `broken`: one side did not end as its text says. */
export type Standing = 'none' | 'running' | 'stopped' | 'broken';

export const isAsTold = (report: AttackReport, side: AttackSide): boolean =>
  report[side]?.isStopped === (side === 'defended');

export function standingOf(status: AttackStatus, attack: AttackReport['attack']): Standing {
  if (status.running?.attack === attack) return 'running';
  const report = status.reports.find((each) => each.attack === attack);
  if (!report?.defended) return report?.problem ? 'broken' : 'none';
  if (!isAsTold(report, 'defended')) return 'broken';
  return report.undefended && !isAsTold(report, 'undefended') ? 'broken' : 'stopped';
}
