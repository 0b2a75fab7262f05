import type { ReactNode } from 'react';
import type { FrameSource } from '../../device/frames/frame-source.ts';
import { Spinner, useMessages } from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import { Preview } from './Preview.tsx';
import { ProblemPane } from './ProblemPane.tsx';
import type { Scanning } from './use-scanner.ts';

export interface FinderProps {
  readonly scanning: Scanning;
  readonly source: FrameSource | undefined;
  readonly isMirrored?: boolean | undefined;
  /** Instead of the picture, for example what to press first. */
  readonly empty?: ReactNode;
  /** Over the picture. */
  readonly children?: ReactNode;
}

/** The words under the corners: what to do, or why nothing is found. */
function FinderHint({ scanning }: Pick<FinderProps, 'scanning'>) {
  const t = useMessages(scannerMessages);
  const paying = useMessages(payingMessages);
  const { phase, source, isTooDark, hasTip } = scanning.state;
  if (phase.kind === 'found') return <Spinner label={paying('checking')} />;
  if (phase.kind === 'starting' && source === 'camera') {
    return (
      <p>
        {t('asking')}. {t('askingNote')}
      </p>
    );
  }
  if (isTooDark) return <p role="alert">{t('tooDark')}</p>;
  return <p>{hasTip ? t('tip') : t('hint')}</p>;
}

/** The viewfinder: picture, dimmed surround, four corners and a hint. */
export function Finder({ scanning, source, isMirrored = false, empty, children }: FinderProps) {
  const { phase } = scanning.state;
  if (phase.kind === 'problem') {
    return <ProblemPane problem={phase.problem} onRetry={scanning.retry} />;
  }
  if (empty) return <div className="phone-scan-empty">{empty}</div>;
  const frozen =
    phase.kind === 'found' ? [phase.code] : phase.kind === 'choosing' ? phase.codes : undefined;
  return (
    <div className="phone-finder">
      {source && <Preview source={source} isMirrored={isMirrored} frozen={frozen} />}
      {!frozen && (
        <div className="phone-corners" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
        </div>
      )}
      {children}
      <div className="phone-finder-hint">
        <FinderHint scanning={scanning} />
      </div>
    </div>
  );
}
