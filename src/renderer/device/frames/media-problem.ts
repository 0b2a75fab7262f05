import type { FrameProblem } from './frame-source.ts';

/** Names of `getUserMedia`'s and `getDisplayMedia`'s errors (W3C Media Capture and Streams). */
const PROBLEM_OF: Readonly<Record<string, FrameProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

export const mediaProblem = (error: unknown): FrameProblem =>
  (error instanceof Error && PROBLEM_OF[error.name]) || 'failed';
