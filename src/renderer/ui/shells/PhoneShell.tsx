import type { CSSProperties, ReactNode } from 'react';
import { PHONE_PROFILES, type PhoneProfile, phoneSize } from '#shared/simulator/device-profiles.ts';
import type { PhoneProfileName } from '#shared/simulator/records.ts';
import { classNames } from '../core/class-names.ts';
import { ToastOutlet } from '../feedback/Toasts.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { DeviceStage, type DeviceWindow } from './DeviceStage.tsx';
import { type PhoneStatus, StatusBar } from './StatusBar.tsx';
import './phone.css';

export interface PhoneShellProps {
  /** Whose phone it is. */
  readonly name: string;
  readonly profile: PhoneProfileName;
  readonly hostWindow: DeviceWindow;
  readonly now: () => number;
  readonly status?: PhoneStatus | undefined;
  /** The bar at the bottom; goes to the app's first screen. */
  readonly onHome?: (() => void) | undefined;
  /** The content reaches up under the status bar, whose text turns white: camera screens. */
  readonly isUnderStatus?: boolean | undefined;
  readonly isInline?: boolean | undefined;
  /**
   * The app. Its container is a scrolling flex column; `--safe-bottom` is the height of the home
   * bar and `--status-height` that of the status bar.
   */
  readonly children: ReactNode;
}

/** Room for the home bar. */
const SAFE_BOTTOM = 26;

const shellStyle = (profile: PhoneProfile): CSSProperties =>
  ({
    '--bezel': `${profile.bezel}px`,
    '--corner': `${profile.corner}px`,
    '--status-height': `${profile.statusHeight}px`,
    '--safe-bottom': `${SAFE_BOTTOM}px`,
    '--toast-top': `${profile.statusHeight + 4}px`,
  }) as CSSProperties;

/** Power and volume keys of the case; they do nothing. */
function CaseButtons({ platform }: Pick<PhoneProfile, 'platform'>) {
  const isAndroid = platform === 'android';
  return (
    <div aria-hidden="true">
      <i
        className="ui-phone-button is-right"
        style={isAndroid ? { top: 236, height: 62 } : { top: 210, height: 92 }}
      />
      <i
        className={classNames('ui-phone-button', isAndroid ? 'is-right' : 'is-left')}
        style={isAndroid ? { top: 142, height: 78 } : { top: 186, height: 56 }}
      />
      {!isAndroid && <i className="ui-phone-button is-left" style={{ top: 256, height: 56 }} />}
    </div>
  );
}

/** A phone: case, camera, status bar, home bar, and the app inside. */
export function PhoneShell(props: PhoneShellProps) {
  const { name, hostWindow, now, status = {}, onHome, isUnderStatus, isInline, children } = props;
  const t = useMessages(uiMessages);
  const profile = PHONE_PROFILES[props.profile];
  const screenClass = classNames(
    'ui-phone-screen is-no-drag',
    `is-${profile.camera}`,
    isUnderStatus && 'is-under-status',
  );
  return (
    <DeviceStage {...{ name, hostWindow, isInline }} size={phoneSize(profile)}>
      <div
        className={classNames('ui-phone', hostWindow.isFrameless && 'is-drag')}
        style={shellStyle(profile)}
      >
        <CaseButtons platform={profile.platform} />
        <main className={screenClass}>
          <h1 className="ui-visually-hidden">{t('phone', { name })}</h1>
          <i className="ui-camera" aria-hidden="true" />
          <StatusBar now={now} status={status} />
          <div className="ui-phone-content">{children}</div>
          {onHome && (
            <button type="button" className="ui-home" aria-label={t('home')} onClick={onHome} />
          )}
          <ToastOutlet isInDevice />
        </main>
      </div>
    </DeviceStage>
  );
}
