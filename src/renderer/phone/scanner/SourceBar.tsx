import { Camera, Image, Keyboard, MonitorSmartphone, ScreenShare } from 'lucide-react';
import { canCaptureScreen } from '../../device/frames/screen-source.ts';
import { type Segment, Segments, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import type { ScannerSource } from '../state/scanning.ts';

export interface SourceBarProps {
  readonly source: ScannerSource;
  readonly onChoose: (source: ScannerSource) => void;
}

/** Which of the sources looks. Screens are offered only where the browser can capture them. */
export function SourceBar({ source, onChoose }: SourceBarProps) {
  const t = useMessages(scannerMessages);
  const all: readonly Segment<ScannerSource>[] = [
    { value: 'camera', label: t('camera'), icon: <Camera /> },
    { value: 'window', label: t('window'), icon: <MonitorSmartphone /> },
    { value: 'screen', label: t('screen'), icon: <ScreenShare /> },
    { value: 'picture', label: t('picture'), icon: <Image /> },
    { value: 'typed', label: t('typed'), icon: <Keyboard /> },
  ];
  const options = canCaptureScreen() ? all : all.filter(({ value }) => value !== 'screen');
  return (
    <footer className="phone-sources">
      <Segments label={t('sources')} value={source} options={options} onChange={onChoose} />
    </footer>
  );
}
