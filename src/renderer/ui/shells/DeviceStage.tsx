import { Minus, X } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import type { FaultKind } from '#shared/faults.ts';
import {
  DEVICE_MARGIN,
  type DeviceSize,
  HANDLE_HEIGHT,
  WEATHER_HEIGHT,
} from '#shared/simulator/device-profiles.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { classNames } from '../core/class-names.ts';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { WeatherBanner } from '../weather/WeatherBanner.tsx';
import { useFitScale } from './use-fit-scale.ts';
import './stage.css';

/** What a shell has to know about the window around it. */
export interface DeviceWindow {
  /** No title bar of the system: the shell draws a handle to drag, minimise and close by. */
  readonly isFrameless: boolean;
  readonly onClose?: (() => void) | undefined;
  readonly onMinimise?: (() => void) | undefined;
  /** Faults in force at the bank: the simulator's own word, outside of the device. */
  readonly weather?: readonly FaultKind[] | undefined;
}

interface HandleProps {
  readonly name: string;
  readonly hostWindow: DeviceWindow;
}

function Handle({ name, hostWindow }: HandleProps) {
  const t = useMessages(uiMessages);
  const { onMinimise, onClose } = hostWindow;
  return (
    <header className="ui-handle is-drag" style={{ height: HANDLE_HEIGHT }}>
      <span>{name}</span>
      {onMinimise && (
        <IconButton
          className="is-no-drag"
          size="small"
          label={t('minimise')}
          icon={<Minus />}
          onClick={onMinimise}
        />
      )}
      {onClose && (
        <IconButton
          className="is-no-drag"
          size="small"
          label={t('closeDevice', { name })}
          icon={<X />}
          onClick={onClose}
        />
      )}
    </header>
  );
}

export interface DeviceStageProps {
  /** The device's name, for the handle. */
  readonly name: string;
  readonly size: DeviceSize;
  readonly hostWindow: DeviceWindow;
  /** Part of a page instead of a window of its own: no handle, no fitting (gallery, help). */
  readonly isInline?: boolean | undefined;
  readonly children: ReactNode;
}

/** Puts a device into its window: scaled to fit, centred, scrolling when zoomed in. */
export function DeviceStage({ name, size, hostWindow, isInline, children }: DeviceStageProps) {
  const { isFrameless, weather = [] } = hostWindow;
  const strips = (isFrameless ? HANDLE_HEIGHT : 0) + (weather.length > 0 ? WEATHER_HEIGHT : 0);
  const fit = useFitScale(size, strips);
  const style = {
    '--device-margin': `${DEVICE_MARGIN}px`,
    '--weather-height': `${WEATHER_HEIGHT}px`,
  } as CSSProperties;
  return (
    <div className={classNames('ui-stage', isInline && 'is-inline')} style={style}>
      {isFrameless && <Handle name={name} hostWindow={hostWindow} />}
      {!isInline && <WeatherBanner kinds={weather} />}
      <div className="ui-stage-body">
        <div style={{ zoom: isInline ? 1 : fit, ...size }}>{children}</div>
      </div>
    </div>
  );
}
