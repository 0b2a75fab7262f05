import { CameraOff } from 'lucide-react';
import type { FrameProblem } from '../../device/frames/frame-source.ts';
import { Button, useMessages } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';

const TEXTS = {
  denied: ['denied', 'deniedNext'],
  none: ['none', 'noneNext'],
  busy: ['busy', 'busyNext'],
  unplugged: ['unplugged', 'unpluggedNext'],
  insecure: ['insecure', 'insecureNext'],
  'no-answer': ['noAnswer', 'noAnswerNext'],
  cancelled: ['cancelled', 'cancelledNext'],
  failed: ['failed', 'failedNext'],
} as const satisfies Readonly<Record<FrameProblem, readonly [string, string]>>;

export interface ProblemPaneProps {
  readonly problem: FrameProblem;
  readonly onRetry: () => void;
}

/** Why there is no picture and what to do about it; the other sources stay in reach below. */
export function ProblemPane({ problem, onRetry }: ProblemPaneProps) {
  const t = useMessages(scannerMessages);
  const home = useMessages(homeMessages);
  const [title, next] = TEXTS[problem];
  return (
    <div className="phone-scan-empty" role="alert">
      <CameraOff aria-hidden="true" />
      <h2>{t(title)}</h2>
      <p>{t(next)}</p>
      <Button variant="primary" onClick={onRetry}>
        {problem === 'cancelled' ? t('chooseScreen') : home('tryAgain')}
      </Button>
    </div>
  );
}
