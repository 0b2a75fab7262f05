import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { NearbyScreen } from '#shared/simulator/records.ts';
import type { Decoder } from '../../device/decode/decoder.ts';
import type { ScanOrigin } from '../../device/frames/frame-source.ts';
import type { LookAtWindow } from '../../device/frames/window-source.ts';
import { IconButton, useAnnounce, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import type { ScannerState } from '../state/scanning.ts';
import { CameraPane } from './CameraPane.tsx';
import { PicturePane } from './PicturePane.tsx';
import { refusalTitle, ScanNotice } from './ScanNotice.tsx';
import { ScreenPane } from './ScreenPane.tsx';
import { SourceBar } from './SourceBar.tsx';
import { TypedPane } from './TypedPane.tsx';
import { useGivenThings } from './use-given-things.ts';
import { type PictureReader, usePicture } from './use-picture.ts';
import { type Scanning, useScanner } from './use-scanner.ts';
import { WindowPane } from './WindowPane.tsx';
import './scanner.css';

export interface ScannerProps {
  readonly deviceId: string;
  readonly decoder: Decoder;
  readonly nowMs: () => number;
  readonly look: LookAtWindow;
  readonly listScreens: () => Promise<readonly NearbyScreen[]>;
  /** The code whose sheet was just left, and until when it does not count again. */
  readonly recent?: { readonly text: string; readonly untilMs: number } | undefined;
  /** A code that can be paid; called once. */
  readonly onCode: (text: string, origin: ScanOrigin) => void;
  readonly onClose: () => void;
}

/** What every pane gets. */
export interface PaneProps extends ScannerProps {
  readonly scanning: Scanning;
  readonly pictures: PictureReader;
  /** The window's rim lights the code. */
  readonly isBright: boolean;
  readonly setBright: (isBright: boolean) => void;
}

const PANES = {
  camera: CameraPane,
  window: WindowPane,
  screen: ScreenPane,
  picture: PicturePane,
  typed: TypedPane,
} as const;

/** Says what happens, for who does not see the viewfinder. */
function useScanAnnouncements(state: ScannerState): void {
  const t = useMessages(scannerMessages);
  const announce = useAnnounce();
  const { kind } = state.phase;
  const problem = state.phase.kind === 'refused' ? state.phase.problem : undefined;
  useEffect(() => {
    if (kind === 'looking') announce(t('looking'));
    if (kind === 'found') announce(t('found'));
    if (kind === 'choosing') announce(t('several'), 'alert');
    if (problem) announce(`${refusalTitle(t, problem)}. ${problem.reason}`, 'alert');
  }, [kind, problem, announce, t]);
}

export function Scanner(props: ScannerProps) {
  const t = useMessages(scannerMessages);
  const scanning = useScanner(props);
  const pictures = usePicture(props.decoder, scanning);
  useGivenThings({
    onPicture: pictures.read,
    onText: (text) => scanning.take({ text, corners: [] }, 'typed'),
  });
  const [isBright, setBright] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { state, chooseSource } = scanning;
  useScanAnnouncements(state);
  // Also when a pressed button went away with its pane: Escape and Tab go on from the title.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown may have taken the focus with it
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [state.phase.kind]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) props.onClose();
  };
  const Pane = PANES[state.source];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape bubbles up from whatever has focus
    <div
      className={isBright ? 'phone-scanner is-bright' : 'phone-scanner'}
      data-theme="dark"
      onKeyDown={onKeyDown}
    >
      <header className="phone-scanner-bar">
        <IconButton label={t('close')} icon={<X />} onClick={props.onClose} />
        <h1 ref={heading} tabIndex={-1}>
          {t('title')}
        </h1>
      </header>
      <Pane {...props} {...{ scanning, pictures, isBright, setBright }} />
      <ScanNotice scanning={scanning} />
      <SourceBar
        source={state.source}
        onChoose={(source) => {
          pictures.forget();
          chooseSource(source);
        }}
      />
    </div>
  );
}
