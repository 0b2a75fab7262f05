import { CloudSun } from 'lucide-react';
import type { FaultRow } from '#shared/protocol/fault-methods.ts';
import { Button, EmptyState, Tag, useMessages, weatherMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { useFormat } from '../app/use-format.ts';
import { weatherPageMessages } from './messages.ts';
import { accountIdOf } from './scope-draft.ts';
import { useWeather, type WeatherActions } from './use-weather.ts';

/** What is in force, how often it hit, and the way back. */
export function ActiveFaults() {
  const t = useMessages(weatherPageMessages);
  const { faults } = useRoom();
  const weather = useWeather();
  return (
    <HelpPanel title={t('active')} help={t('activeHelp')}>
      {faults.length === 0 ? (
        <EmptyState icon={<CloudSun aria-hidden="true" />} title={t('fair')}>
          {t('fairText')}
        </EmptyState>
      ) : (
        <>
          <ul className="cr-weather-active">
            {faults.map((fault) => (
              <FaultLine key={fault.id} fault={fault} weather={weather} />
            ))}
          </ul>
          <Button
            isBlock
            variant="primary"
            isBusy={weather.isBusy}
            onClick={() => void weather.reset()}
          >
            {t('reset')}
          </Button>
        </>
      )}
    </HelpPanel>
  );
}

interface FaultLineProps {
  readonly fault: FaultRow;
  readonly weather: WeatherActions;
}

function FaultLine({ fault, weather }: FaultLineProps) {
  const t = useMessages(weatherPageMessages);
  const kinds = useMessages(weatherMessages);
  const format = useFormat();
  const { devices = [] } = useRoom();
  const { kind, scope, sharePercent, count, code, latencyMs, skewMs, hits } = fault;
  const owner = devices.find((device) => accountIdOf(device) === scope)?.name;
  const facts = [
    scope === 'global' ? t('global') : (owner ?? scope),
    sharePercent < 100 ? t('share', { percent: sharePercent }) : '',
    latencyMs === undefined ? '' : t('late', { ms: format.count(latencyMs) }),
    skewMs === undefined ? '' : t('skew', { minutes: Math.round(skewMs / 60_000) }),
    count === undefined ? '' : t('left', { count }),
  ].filter((text) => text !== '');
  return (
    <li>
      <span className="cr-weather-fault">
        <strong>
          {kinds(kind)} {code && <Tag tone="wait">{code}</Tag>}
        </strong>
        <span>{facts.join(' · ')}</span>
        {skewMs === undefined && <span>{t('hits', { count: hits })}</span>}
      </span>
      <Button
        size="small"
        aria-label={t('endOne', { kind: kinds(kind) })}
        disabled={weather.isBusy}
        onClick={() => void weather.end(fault.id)}
      >
        {t('end')}
      </Button>
    </li>
  );
}
