import { Play } from 'lucide-react';
import type { AttackId, AttackStatus } from '#shared/simulator/attack-records.ts';
import { Button, Notice, Tag, useLanguage, useMessages } from '../../ui/index.ts';
import { ATTACK_TEXTS } from './attack-texts.ts';
import { LiveBank } from './LiveBank.tsx';
import { attackMessages } from './messages.ts';
import { Side } from './Side.tsx';

export interface AttackViewProps {
  readonly attack: AttackId;
  readonly standards: readonly string[];
  readonly status: AttackStatus;
  readonly isBusy: boolean;
  readonly onRun: () => void;
}

/** One attack as a teacher projects it: what happens, where to look, both sides, the own bank. */
export function AttackView({ attack, standards, status, isBusy, onRun }: AttackViewProps) {
  const t = useMessages(attackMessages);
  const { language } = useLanguage();
  const text = ATTACK_TEXTS[attack];
  const report = status.reports.find((each) => each.attack === attack);
  const running = status.running?.attack === attack ? status.running.side : undefined;
  const wasStopped = report?.live && !report.undefended && report.problem === undefined;
  return (
    <article className="cr-attack" aria-labelledby="attack-title">
      <header className="cr-attack-head">
        <h2 id="attack-title">{text.title[language]}</h2>
        <Button
          variant="primary"
          icon={<Play aria-hidden="true" />}
          isBusy={isBusy || running !== undefined}
          disabled={status.state !== 'idle'}
          onClick={onRun}
        >
          {report?.undefended ? t('runAgain') : t('run')}
        </Button>
      </header>
      <dl className="cr-attack-story">
        <div>
          <dt>{t('does')}</dt>
          <dd>{text.does[language]}</dd>
        </div>
        <div>
          <dt>{t('look')}</dt>
          <dd>{text.look[language]}</dd>
        </div>
        <div>
          <dt>{t('standards')}</dt>
          <dd className="cr-attack-standards" lang="en">
            {standards.map((name) => (
              <Tag key={name}>{name}</Tag>
            ))}
          </dd>
        </div>
      </dl>
      {report?.problem !== undefined && (
        <Notice
          tone="bad"
          title={t('failed')}
          money={t('failedMoney')}
          next={t('failedNext')}
          detail={report.problem}
        />
      )}
      {wasStopped && <Notice title={t('wasStopped')} />}
      <div className="cr-attack-sides">
        <Side
          side="defended"
          text={text}
          outcome={report?.defended}
          isRunning={running === 'defended'}
          isNext={false}
        />
        <Side
          side="undefended"
          text={text}
          outcome={report?.undefended}
          isRunning={running === 'undefended'}
          isNext={running === 'defended'}
        />
      </div>
      {report?.live && <LiveBank live={report.live} />}
    </article>
  );
}
