import type {
  StressProgressRecord,
  StressStatus,
  StressSummaryRecord,
} from '#shared/simulator/stress-records.ts';
import { EmptyState, Progress, Spinner, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useFormat } from '../app/use-format.ts';
import { LiveChart } from './LiveChart.tsx';
import { type LivePoint, timeLeftMs } from './live-history.ts';
import { stressMessages } from './messages.ts';
import { Outcomes } from './Outcomes.tsx';
import { StressVerdict } from './StressVerdict.tsx';

export interface StressLiveProps {
  readonly status: StressStatus;
  readonly points: readonly LivePoint[];
  readonly onGoOn: (connections: number) => void;
}

/** The run that is under way, or the last one. */
export function StressLive({ status, points, onGoOn }: StressLiveProps) {
  const t = useMessages(stressMessages);
  const { progress, state } = status;
  const isRunning = state === 'running' || state === 'stopping';
  return (
    <HelpPanel title={t('liveTitle')} help={t('liveHelp')}>
      {state === 'idle' && <EmptyState title={t('idle')}>{t('idleNext')}</EmptyState>}
      {isRunning && !progress && <Spinner label={t('preparing')} />}
      <StressVerdict status={status} onGoOn={onGoOn} />
      {progress && (
        <>
          <Phases progress={progress} isRunning={isRunning} />
          <Figures progress={progress} summary={status.summary} />
          {points.length > 1 && (
            <LiveChart points={points} label={t('chart')} names={[t('perSecond'), 'p99 ms']} />
          )}
          <Outcomes outcomes={(status.summary ?? progress).totals.outcomes} />
        </>
      )}
    </HelpPanel>
  );
}

interface PhasesProps {
  readonly progress: StressProgressRecord;
  readonly isRunning: boolean;
}

function Phases({ progress, isRunning }: PhasesProps) {
  const t = useMessages(stressMessages);
  const format = useFormat();
  const { phase, finished } = progress;
  const leftMs = phase && timeLeftMs(phase);
  return (
    <>
      <ol className="cr-stress-phases">
        {finished.map(({ phase: name, durationMs }) => (
          <li key={name}>
            {t(`phase_${name}`)} <b>{format.duration(durationMs)}</b>
          </li>
        ))}
      </ol>
      {isRunning && phase && (
        <Progress
          label={t(`phase_${phase.phase}`)}
          fraction={phase.phase === 'verify' ? undefined : phase.done / phase.total}
          start={`${t(`phase_${phase.phase}`)} · ${t('doneOf', {
            done: format.count(phase.done),
            total: format.count(phase.total),
          })}`}
          end={leftMs === undefined ? '' : t('left', { time: format.duration(leftMs) })}
        />
      )}
    </>
  );
}

interface FiguresProps {
  readonly progress: StressProgressRecord;
  /** Of the whole run, once it is over. */
  readonly summary: StressSummaryRecord | undefined;
}

function Figures({ progress, summary }: FiguresProps) {
  const t = useMessages(stressMessages);
  const format = useFormat();
  const { totals, interval } = progress;
  const bank = summary?.bank ?? progress.bank;
  const perSecond = summary?.paymentsPerSecond;
  const figures = [
    {
      name: t('perSecond'),
      value: format.count(Math.round(perSecond ?? interval.perSecond)),
      small: t('answered', { count: format.count(totals.answered) }),
    },
    {
      name: t('latency'),
      value: format.pair(totals.latency.p50Ms, totals.latency.p99Ms),
      small: t('latencyWorst', { time: format.duration(totals.latency.maxMs) }),
    },
    {
      name: t('wrong'),
      value: format.count(totals.wrong),
      small: t('lost', { count: format.count(totals.lost) }),
    },
    {
      name: t('open'),
      value: format.count(progress.openConnections),
      small: t('openSmall'),
    },
    ...(bank
      ? [
          {
            name: summary ? t('commitHighest') : t('commit'),
            value: format.count(bank.commitEntries),
            small: t('commitSmall'),
          },
          {
            name: summary ? t('bankHighest') : t('bank'),
            value: format.bytes(bank.memoryBytes),
            small: t('cpu', { percent: format.count(Math.round(bank.cpuPercent)) }),
          },
        ]
      : []),
  ];
  return (
    <div className="cr-stress-figures">
      {figures.map(({ name, value, small }) => (
        <section key={name} className="cr-vital" aria-label={name}>
          <h3>{name}</h3>
          <p className="cr-vital-value">{value}</p>
          <p className="ui-muted">{small}</p>
        </section>
      ))}
    </div>
  );
}
