import { isUtf8 } from 'node:buffer';
import { MAX_FRAME_BYTES } from '#shared/protocol/json-rpc.ts';

const NEWLINE = 0x0a;

export type FrameProblem = 'too-long' | 'not-utf8';

export interface FrameSplitter {
  /**
   * Takes bytes as they came from the network and hands every whole line to `onFrame`. After a
   * problem nothing more is read: line ends can no longer be trusted.
   */
  push(chunk: Buffer): void;
  /** Bytes of the unfinished line that are being kept. */
  readonly keptBytes: number;
}

export interface FrameSplitterOptions {
  readonly onFrame: (text: string) => void;
  readonly onProblem: (problem: FrameProblem) => void;
  /** Checked after every frame, so that a closed connection's remaining bytes cost nothing. */
  readonly isOpen: () => boolean;
  /** Longest line without its newline; the default is the protocol's bound. */
  readonly maxBytes?: number;
}

/** Newline-delimited frames (ALPN `upi-sim/1`). Empty lines are skipped: they may keep a path open. */
export function createFrameSplitter(options: FrameSplitterOptions): FrameSplitter {
  const maxBytes = options.maxBytes ?? MAX_FRAME_BYTES;
  let parts: Buffer[] = [];
  let keptBytes = 0;
  let isBroken = false;

  const fail = (problem: FrameProblem): void => {
    isBroken = true;
    parts = [];
    keptBytes = 0;
    options.onProblem(problem);
  };

  const take = (tail: Buffer): Buffer => {
    if (keptBytes === 0) return tail;
    const whole = Buffer.concat([...parts, tail], keptBytes + tail.length);
    parts = [];
    keptBytes = 0;
    return whole;
  };

  const emit = (tail: Buffer): void => {
    const line = take(tail);
    if (line.length > maxBytes) fail('too-long');
    else if (!isUtf8(line)) fail('not-utf8');
    else if (line.length > 0) options.onFrame(line.toString('utf8'));
  };

  const keep = (rest: Buffer): void => {
    if (keptBytes + rest.length > maxBytes) {
      fail('too-long');
    } else if (rest.length > 0) {
      // A copy: a slice would hold the socket's whole read buffer for one half frame.
      parts.push(Buffer.from(rest));
      keptBytes += rest.length;
    }
  };

  return {
    push(chunk) {
      let rest = chunk;
      while (!isBroken && options.isOpen()) {
        const end = rest.indexOf(NEWLINE);
        if (end < 0) {
          keep(rest);
          return;
        }
        emit(rest.subarray(0, end));
        rest = rest.subarray(end + 1);
      }
    },
    get keptBytes() {
      return keptBytes;
    },
  };
}
