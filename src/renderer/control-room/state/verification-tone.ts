import type { Tone } from '../../ui/core/tone.ts';
import type { Verification } from './room-state.ts';

/** The colour of the last check. */
export function verificationTone(verification: Verification): Tone {
  if (verification.state === 'done') return verification.report.isSound ? 'good' : 'bad';
  if (verification.state === 'failed') return 'bad';
  return verification.state === 'running' ? 'wait' : 'plain';
}
