import { RotateCcw, Volume2, VolumeX } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { Segments } from '../controls/Segments.tsx';
import { Slider } from '../controls/Slider.tsx';
import { classNames } from '../core/class-names.ts';
import { useLanguage, useMessages } from '../i18n/LanguageProvider.tsx';
import { LANGUAGES } from '../i18n/messages.ts';
import { uiMessages } from '../i18n/ui-messages.ts';
import type { SoundBox, SoundBoxState } from './sound-box.ts';
import { LANGUAGE_NAMES, soundSummary } from './sound-led.ts';
import { VOLUME_MAX } from './sound-settings.ts';
import './sound.css';

export interface SoundBoxControlsProps {
  readonly soundBox: SoundBox;
  readonly state: SoundBoxState;
}

/** Volume, language, replay and a test, with the text of what is said. */
export function SoundBoxControls({ soundBox, state }: SoundBoxControlsProps) {
  const t = useMessages(uiMessages);
  const { language } = useLanguage();
  const { settings, speaking, lastText, canReplay } = state;
  const Icon = settings.volume === 0 ? VolumeX : Volume2;
  return (
    <section className="ui-sound" aria-label={t('sound')}>
      <div className={classNames('ui-sound-now', speaking !== undefined && 'is-speaking')}>
        <Icon aria-hidden="true" />
        <div>
          <strong lang={settings.language}>{speaking ?? lastText ?? t('soundReady')}</strong>
          <small>{soundSummary(state, language)}</small>
        </div>
      </div>
      <Slider
        label={t('volume')}
        min={0}
        max={VOLUME_MAX}
        value={settings.volume}
        onChange={(volume) => soundBox.change({ volume })}
      />
      <div className="ui-row ui-sound-choices">
        <Segments
          label={t('soundLanguage')}
          isLabelShown
          value={settings.language}
          onChange={(next) => soundBox.change({ language: next })}
          options={LANGUAGES.map((value) => ({
            value,
            label: LANGUAGE_NAMES[language][value],
          }))}
        />
        <Button onClick={() => soundBox.announce({ kind: 'test' })}>{t('soundTry')}</Button>
        <Button icon={<RotateCcw />} disabled={!canReplay} onClick={() => soundBox.replay()}>
          {t('replay')}
        </Button>
      </div>
    </section>
  );
}
