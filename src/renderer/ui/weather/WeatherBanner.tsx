import { CloudLightning } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FaultKind } from '#shared/faults.ts';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { weatherMessages } from './weather-messages.ts';
import './weather.css';

export interface WeatherBannerProps {
  /** Faults in force at the bank; without any nothing is drawn. */
  readonly kinds: readonly FaultKind[];
  readonly actions?: ReactNode;
}

/** Says in every window that the network is being disturbed on purpose. */
export function WeatherBanner({ kinds, actions }: WeatherBannerProps) {
  const t = useMessages(weatherMessages);
  const names = kinds.map((kind) => t(kind)).join(', ');
  const text = t('banner', { kinds: names });
  return (
    <div role="status" className={kinds.length > 0 ? 'ui-weather' : undefined}>
      {kinds.length > 0 && (
        <>
          <CloudLightning aria-hidden="true" />
          <p title={`${text}. ${t('bannerText')}`}>
            <strong>{text}</strong>
            <span className="ui-weather-more">{t('bannerText')}</span>
          </p>
          {actions}
        </>
      )}
    </div>
  );
}
