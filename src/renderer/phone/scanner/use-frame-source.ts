import { useEffect, useEffectEvent, useState } from 'react';
import type { Reading } from '../../device/decode/decode-messages.ts';
import type { Decoder } from '../../device/decode/decoder.ts';
import { startScanLoop } from '../../device/decode/scan-loop.ts';
import {
  type FrameProblem,
  type FrameSource,
  FrameSourceError,
} from '../../device/frames/frame-source.ts';

export interface FrameSourceOptions<Source extends FrameSource> {
  /** Another key is another source (camera id, POS id, next try); empty: none. */
  readonly sourceKey: string;
  readonly create: () => Source;
  readonly decoder: Decoder;
  readonly nowMs: () => number;
  readonly onStarted: (source: Source) => void;
  readonly onReading: (reading: Omit<Reading, 'picture'>) => void;
  readonly onProblem: (problem: FrameProblem) => void;
}

/**
 * Runs one source of pictures while its key stays the same, and gives it back the moment the key
 * changes or the screen goes: no camera light outlives the scanner.
 */
export function useFrameSource<Source extends FrameSource>(
  options: FrameSourceOptions<Source>,
): Source | undefined {
  // Stays after its end, so that its last picture can be frozen.
  const { sourceKey } = options;
  const [source, setSource] = useState<Source>();
  const onReading = useEffectEvent(options.onReading);
  const onProblem = useEffectEvent(options.onProblem);

  const open = useEffectEvent((own: Source, isWanted: () => boolean): (() => void) => {
    const { decoder, nowMs, onStarted } = options;
    let stopLoop: (() => void) | undefined;
    own.onEnded = (problem) => {
      if (isWanted()) onProblem(problem);
    };
    own.start().then(
      () => {
        if (!isWanted()) return;
        onStarted(own);
        stopLoop = startScanLoop({
          source: own,
          decoder,
          nowMs,
          onReading: (reading) => onReading(reading),
          onProblem: (problem) => onProblem(problem),
        });
      },
      (error: unknown) => {
        if (!isWanted()) return;
        onProblem(error instanceof FrameSourceError ? error.problem : 'failed');
      },
    );
    return () => stopLoop?.();
  });
  const make = useEffectEvent(() => options.create());

  useEffect(() => {
    if (!sourceKey) return;
    let isWanted = true;
    const own = make();
    setSource(own);
    const stopLoop = open(own, () => isWanted);
    return () => {
      isWanted = false;
      stopLoop();
      own.stop();
    };
  }, [sourceKey]);
  return source;
}
