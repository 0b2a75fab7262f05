import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { useDeviceClock } from './device-clock.ts';

/** What the phone's radio and battery show; the simulated network, not this computer's. */
export interface PhoneStatus {
  /** 0 (none) to 4 bars. @default 4 */
  readonly signalBars?: 0 | 1 | 2 | 3 | 4 | undefined;
  /** "5G", "No network". @default "5G" */
  readonly network?: string | undefined;
  /** 0 to 1. @default 0.82 */
  readonly battery?: number | undefined;
}

const BARS = [1, 2, 3, 4] as const;
const LOW_BATTERY = 0.15;

function SignalIcon({ bars }: { readonly bars: number }) {
  return (
    <svg width="16" height="11" viewBox="0 0 16 11" aria-hidden="true">
      {BARS.map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 4.2}
          y={11 - bar * 2.7}
          width="3"
          height={bar * 2.7}
          rx="0.8"
          opacity={bar <= bars ? 1 : 0.28}
        />
      ))}
    </svg>
  );
}

function BatteryIcon({ level }: { readonly level: number }) {
  return (
    <svg width="25" height="12" viewBox="0 0 25 12" aria-hidden="true">
      <rect
        x="0.5"
        y="0.5"
        width="21"
        height="11"
        rx="3.4"
        style={{ fill: 'none', stroke: 'currentColor', opacity: 0.45 }}
      />
      <rect x="23" y="4" width="1.6" height="4" rx="0.8" opacity="0.5" />
      <rect
        x="2"
        y="2"
        width={18 * level}
        height="8"
        rx="2"
        style={level <= LOW_BATTERY ? { fill: 'var(--bad)' } : undefined}
      />
    </svg>
  );
}

interface StatusBarProps {
  readonly now: () => number;
  readonly status: PhoneStatus;
}

export function StatusBar({ now, status }: StatusBarProps) {
  const t = useMessages(uiMessages);
  const time = useDeviceClock(now);
  const { signalBars = 4, network = '5G' } = status;
  const level = Math.min(1, Math.max(0, status.battery ?? 0.82));
  const label = t('status', {
    time,
    network,
    bars: signalBars,
    battery: Math.round(level * 100),
  });
  return (
    <div className="ui-status" role="img" aria-label={label}>
      <span>{time}</span>
      <span className="ui-status-icons">
        {network}
        <SignalIcon bars={signalBars} />
        <BatteryIcon level={level} />
      </span>
    </div>
  );
}
