import { useState } from 'react';
import type { Decoder } from '../../device/decode/decoder.ts';
import { openPicture, type PictureProblem } from '../../device/frames/picture-file.ts';
import type { Scanning } from './use-scanner.ts';

/** What became of a picture that was given; `undefined` before there was one. */
export type PictureState = 'reading' | 'empty' | 'failed' | PictureProblem | undefined;

export interface PictureReader {
  readonly picture: PictureState;
  readonly read: (file: Blob) => void;
  readonly forget: () => void;
}

/** Reads chosen, dropped and pasted pictures with the still decoder, which tries harder. */
export function usePicture(decoder: Decoder, scanning: Scanning): PictureReader {
  const [picture, setPicture] = useState<PictureState>();
  const read = async (file: Blob) => {
    if (scanning.state.source !== 'picture') scanning.chooseSource('picture');
    else scanning.dispatch({ type: 'dismissed' });
    setPicture('reading');
    const opened = await openPicture(file);
    if (typeof opened === 'string') return setPicture(opened);
    try {
      // The camera's last frame may still be in the worker.
      await decoder.free();
      const reading = await decoder.read({ kind: 'still', bitmap: opened });
      setPicture(reading.codes.length === 0 ? 'empty' : undefined);
      scanning.onReading(reading, 'picture');
    } catch {
      setPicture('failed');
    }
  };
  return { picture, read: (file) => void read(file), forget: () => setPicture(undefined) };
}
