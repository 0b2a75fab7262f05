import type { ReactNode } from 'react';
import type { BankHealth } from '#shared/protocol/admin-methods.ts';
import { classNames, formatMoney, Sparkline, Spinner, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { shortHash } from '../app/short-hash.ts';
import { useFormat } from '../app/use-format.ts';
import { healthMessages } from './messages.ts';

/** The bank's vital signs, each with its recent past. */
export function BankVitals() {
  const t = useMessages(healthMessages);
  const { health } = useRoom();
  return (
    <HelpPanel title={t('title')} help={t('help')}>
      {health ? <Vitals health={health} /> : <Spinner label={t('waiting')} />}
    </HelpPanel>
  );
}

function Vitals({ health }: { readonly health: BankHealth }) {
  const t = useMessages(healthMessages);
  const format = useFormat();
  const isConserved = health.sumPaise === '0';
  return (
    <>
      <p className="ui-muted">{t('since', { time: format.dateTime(health.startedMs) })}</p>
      <div className="cr-vitals">
        <Vital
          name={t('perSecond')}
          value={format.count(health.paymentsPerSecond)}
          small={t('answered', { count: format.count(health.paymentsAnswered) })}
          of={(one) => one.paymentsPerSecond}
        />
        <Vital
          name={t('latency')}
          value={format.duration(health.latencyP99Ms)}
          small={t('latencyHalf', { time: format.duration(health.latencyP50Ms) })}
          of={(one) => one.latencyP99Ms}
        />
        <Vital
          name={t('commit')}
          value={format.duration(health.lastCommitMs)}
          small={t('commitEntries', { count: health.lastCommitEntries })}
          of={(one) => one.lastCommitMs}
        />
        <Vital
          name={t('delay')}
          value={format.duration(health.eventLoopDelayP99Ms)}
          small={t('delayText')}
          of={(one) => one.eventLoopDelayP99Ms}
        />
        <Vital
          name={t('connections')}
          value={format.count(health.connections)}
          small={t('sessions', { count: health.sessions })}
          of={(one) => one.connections}
        />
        <Vital
          name={t('memory')}
          value={format.bytes(health.memoryBytes)}
          small={t('memoryText')}
          of={(one) => one.memoryBytes}
        />
        <Vital
          name={t('database')}
          value={format.bytes(health.databaseBytes)}
          small={t('databaseText', {
            count: format.count(health.entries),
            blocks: format.count(health.blocks),
          })}
          of={(one) => one.databaseBytes}
        />
        <Vital
          name={t('money')}
          value={formatMoney(health.sumPaise)}
          small={isConserved ? t('moneyGood') : t('moneyBad')}
          isBad={!isConserved}
        />
        <Vital
          name={t('head')}
          value={<code>{shortHash(health.ledgerRoot)}</code>}
          small={t('headSize', { count: format.count(health.ledgerSize) })}
        />
      </div>
    </>
  );
}

interface VitalProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly small: string;
  readonly isBad?: boolean;
  /** Picks the figure that is drawn over time. */
  readonly of?: (health: BankHealth) => number;
}

function Vital({ name, value, small, isBad, of }: VitalProps) {
  const t = useMessages(healthMessages);
  const { healthHistory } = useRoom();
  return (
    <section className={classNames('cr-vital', isBad && 'is-bad')} aria-label={name}>
      <h3>{name}</h3>
      <p className="cr-vital-value">{value}</p>
      <p className="ui-muted">{small}</p>
      {of && (
        <Sparkline
          kind="line"
          values={healthHistory.map(of)}
          label={t('chart', { name, value: typeof value === 'string' ? value : '' })}
        />
      )}
    </section>
  );
}
