import { ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { PICTURE_TYPES } from '../../device/frames/picture-file.ts';
import { Button, Notice, Spinner, useMessages } from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import type { PaneProps } from './Scanner.tsx';
import type { PictureState } from './use-picture.ts';

const PROBLEMS = {
  empty: ['pictureEmpty', 'pictureEmptyNext'],
  'too-large': ['pictureLarge', 'pictureEmptyNext'],
  'not-a-picture': ['pictureWrong', 'pictureNote'],
  failed: ['decoderFailed', 'decoderFailedNext'],
} as const satisfies Readonly<
  Record<Exclude<NonNullable<PictureState>, 'reading'>, readonly [string, string]>
>;

export function PicturePane({ scanning, pictures }: PaneProps) {
  const t = useMessages(scannerMessages);
  const paying = useMessages(payingMessages);
  const input = useRef<HTMLInputElement>(null);
  const { picture, read } = pictures;
  const isFound = scanning.state.phase.kind === 'found';
  return (
    <div className="phone-scan-empty">
      <ImageUp aria-hidden="true" />
      <h2>{t('pictureTitle')}</h2>
      <p>{t('pictureNote')}</p>
      <input
        ref={input}
        type="file"
        accept={PICTURE_TYPES}
        hidden
        aria-label={t('chooseFile')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) read(file);
        }}
      />
      <Button
        variant="primary"
        isBusy={picture === 'reading' || isFound}
        onClick={() => input.current?.click()}
      >
        {t('chooseFile')}
      </Button>
      {picture === 'reading' && <Spinner label={t('reading')} />}
      {isFound && <Spinner label={paying('checking')} />}
      {picture && picture !== 'reading' && (
        <div role="alert">
          <Notice tone="bad" title={t(PROBLEMS[picture][0])} next={t(PROBLEMS[picture][1])} />
        </div>
      )}
    </div>
  );
}
