import type { Frame, FrameProblem, FrameSource } from '../frames/frame-source.ts';
import type { Reading } from './decode-messages.ts';
import type { Decoder } from './decoder.ts';

/**
 * Takes picture after picture from a source to the decoder: the next one is asked for only when the
 * last one has been read, so at most one is on its way.
 */
export interface ScanLoopOptions {
  readonly source: FrameSource;
  readonly decoder: Decoder;
  readonly nowMs: () => number;
  readonly onReading: (reading: Omit<Reading, 'picture'>) => void;
  /** The loop has ended by itself. */
  readonly onProblem: (problem: FrameProblem) => void;
}

/** A picture may be unreadable once; a decoder that fails this often in a row is broken. */
const FAILURES_MAX = 5;

const pause = (waitMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, waitMs));

const readFrame = (decoder: Decoder, frame: Frame): Promise<Reading> =>
  frame.kind === 'view'
    ? decoder.read({
        kind: 'view',
        view: frame.view,
        isToBeRead: frame.isToBeRead,
        ...(frame.bitmap ? { bitmap: frame.bitmap } : {}),
      })
    : decoder.read({ kind: 'video', bitmap: frame.bitmap });

/** Starts looking; returns the stop. The source must have been started and is not stopped here. */
export function startScanLoop(options: ScanLoopOptions): () => void {
  const { source, decoder, nowMs, onReading, onProblem } = options;
  let isStopped = false;
  let failures = 0;

  async function lookOnce(frame: Frame): Promise<void> {
    try {
      const { picture, ...reading } = await readFrame(decoder, frame);
      if (picture) source.show?.(picture);
      failures = 0;
      if (!isStopped) onReading(reading);
    } catch {
      failures += 1;
    }
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      const startedMs = nowMs();
      const frame = await source.next();
      if (!frame) return;
      if (isStopped) {
        frame.bitmap?.close();
        return;
      }
      await lookOnce(frame);
      if (failures >= FAILURES_MAX) {
        if (!isStopped) onProblem('failed');
        return;
      }
      await pause(Math.max(0, source.everyMs - (nowMs() - startedMs)));
    }
  }

  void run();
  return () => {
    isStopped = true;
  };
}
