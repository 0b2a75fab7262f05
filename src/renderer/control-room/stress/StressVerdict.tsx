import type { StressStatus, StressSummaryRecord } from '#shared/simulator/stress-records.ts';
import { Button, CopyButton, Fact, FactList, Notice, useMessages } from '../../ui/index.ts';
import { useFormat } from '../app/use-format.ts';
import { stressMessages } from './messages.ts';

export interface StressVerdictProps {
  readonly status: StressStatus;
  /** Starts the same run again with this many connections. */
  readonly onGoOn: (connections: number) => void;
}

/** How the run ended: the verdict, its figures, and where the rows are. */
export function StressVerdict({ status, onGoOn }: StressVerdictProps) {
  const t = useMessages(stressMessages);
  const { summary, state, files } = status;
  if (state !== 'ended') return null;
  if (!summary) return <NotRun status={status} onGoOn={onGoOn} />;
  return (
    <div className="ui-stack">
      <VerdictNotice summary={summary} />
      <VerdictFacts summary={summary} />
      {files && (
        <div>
          <p className="ui-label">{t('files')}</p>
          <ul className="cr-stress-files" aria-label={t('files')}>
            {files.map((file) => (
              <li key={file}>
                <code>{file}</code>
                <CopyButton isCompact text={file} label={t('copyFile')} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function NotRun({ status, onGoOn }: StressVerdictProps) {
  const t = useMessages(stressMessages);
  const format = useFormat();
  const { problem, connectionsPossible } = status;
  if (connectionsPossible === undefined) {
    return (
      <Notice
        tone="bad"
        title={t('failed')}
        money={t('badMoney')}
        next={t('failedNext')}
        detail={problem}
      />
    );
  }
  const count = format.count(connectionsPossible);
  return (
    <Notice
      tone="wait"
      title={t('fewFiles')}
      money={t('fewFilesMoney')}
      next={t('fewFilesNext', { count })}
      detail={problem}
      actions={<Button onClick={() => onGoOn(connectionsPossible)}>{t('goOn', { count })}</Button>}
    />
  );
}

function VerdictNotice({ summary }: { readonly summary: StressSummaryRecord }) {
  const t = useMessages(stressMessages);
  if (summary.isGood) {
    return (
      <Notice
        tone="good"
        title={summary.isStopped ? t('stopped') : t('good')}
        money={t('goodMoney')}
      />
    );
  }
  return (
    <Notice
      tone="bad"
      title={t('bad')}
      money={t('badMoney')}
      detail={summary.problems.slice(0, 3).join(' · ')}
    />
  );
}

function VerdictFacts({ summary }: { readonly summary: StressSummaryRecord }) {
  const t = useMessages(stressMessages);
  const format = useFormat();
  const { verdict } = summary;
  return (
    <FactList>
      <Fact label={t('whole')}>{format.duration(summary.wholeMs)}</Fact>
      <Fact label={t('registrations')}>
        {format.count(Math.round(summary.registrationsPerSecond))}
      </Fact>
      <Fact label={t('ledger')} tone={verdict?.isSound ? 'good' : 'bad'}>
        {verdict
          ? t('ledgerFacts', {
              entries: format.count(verdict.entries),
              lost: format.count(verdict.missing),
              doubled: format.count(verdict.doubled),
            })
          : t('ledgerUnknown')}
      </Fact>
      <Fact label={t('signatures')}>{summary.signatures}</Fact>
    </FactList>
  );
}
