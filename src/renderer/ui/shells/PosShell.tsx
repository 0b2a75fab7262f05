import type { CSSProperties, ReactNode } from 'react';
import { POS_PROFILE, posSize } from '#shared/simulator/device-profiles.ts';
import { classNames } from '../core/class-names.ts';
import type { Tone } from '../core/tone.ts';
import { ToastOutlet } from '../feedback/Toasts.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { DeviceStage, type DeviceWindow } from './DeviceStage.tsx';
import './pos.css';

/** The light strip under the screen; its colour never says more than its text. */
export interface LedState {
  readonly tone: Tone;
  readonly text: string;
  /** The light beats while the sound box speaks. */
  readonly isSpeaking?: boolean | undefined;
}

export interface PosShellProps {
  /** The shop's name. */
  readonly name: string;
  readonly hostWindow: DeviceWindow;
  readonly led: LedState;
  /** A Receipt element while paper hangs out of the printer. */
  readonly receipt?: ReactNode;
  readonly isInline?: boolean | undefined;
  /** The app; its container is a scrolling flex column of 448 x 660. */
  readonly children: ReactNode;
}

const shellStyle = {
  '--bezel': `${POS_PROFILE.bezel}px`,
  '--screen-height': `${POS_PROFILE.screen.height}px`,
  '--printer-height': `${POS_PROFILE.printerHeight}px`,
  '--receipt-room': `${POS_PROFILE.receiptRoom}px`,
} as CSSProperties;

function LedStrip({ led }: { readonly led: LedState }) {
  return (
    <footer className={classNames('ui-led', `is-${led.tone}`, led.isSpeaking && 'is-speaking')}>
      <i aria-hidden="true" />
      <span>{led.text}</span>
      <span className="ui-grille" aria-hidden="true" />
    </footer>
  );
}

/** A smart POS: printer on top, screen, light strip and loudspeaker below. */
export function PosShell(props: PosShellProps) {
  const { name, hostWindow, led, receipt, isInline, children } = props;
  const t = useMessages(uiMessages);
  const drag = hostWindow.isFrameless && 'is-drag';
  return (
    <DeviceStage {...{ name, hostWindow, isInline }} size={posSize()}>
      <div className="ui-pos" style={shellStyle}>
        <div className="ui-pos-room">{receipt}</div>
        <div className={classNames('ui-pos-printer', drag)} aria-hidden="true">
          <i className="ui-pos-slot" />
        </div>
        <div className="ui-pos-case">
          <main className="ui-pos-screen">
            <h1 className="ui-visually-hidden">{t('pos', { name })}</h1>
            <div className="ui-pos-content">{children}</div>
            <ToastOutlet isInDevice />
          </main>
          <LedStrip led={led} />
        </div>
      </div>
    </DeviceStage>
  );
}
