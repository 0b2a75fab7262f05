import type { PosState } from '#shared/protocol/terminal-methods.ts';
import { Button, CopyButton, useMessages } from '../../ui/index.ts';
import { posMessages } from '../messages.ts';
import { QrCard } from './QrCard.tsx';

export interface StickerPanelProps {
  readonly state: PosState;
  readonly onSave: (extension: 'png' | 'svg') => void;
  readonly onPrint: () => void;
}

/** The static signed code that hangs on the counter. */
export function StickerPanel({ state, onSave, onPrint }: StickerPanelProps) {
  const t = useMessages(posMessages);
  const shortCode = `${state.vmid}:${state.port}`;
  return (
    <section className="pos-sticker" aria-label={t('sticker')}>
      <p className="pos-hint">{t('scanSticker')}</p>
      <QrCard link={state.staticLink} label={t('scanSticker')} />
      <p className="pos-short-code">
        <span>{shortCode}</span>
        <CopyButton text={shortCode} isCompact />
      </p>
      <div className="pos-actions is-three">
        <Button onClick={() => onSave('png')}>{t('saveQr')}</Button>
        <Button onClick={() => onSave('svg')}>{t('saveSvg')}</Button>
        <Button onClick={onPrint}>{t('print')}</Button>
      </div>
    </section>
  );
}
