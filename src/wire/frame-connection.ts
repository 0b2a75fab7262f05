import type { Socket } from 'node:net';
import {
  CLOSE_GRACE_MS,
  type Connection,
  createConnectionEvents,
  nextConnectionId,
  type TransportLimits,
} from './connection.ts';
import { createFrameSplitter, type FrameProblem } from './frames.ts';

const PROBLEM_TEXT: Readonly<Record<FrameProblem, string>> = {
  'too-long': 'A message was longer than the limit.',
  'not-utf8': 'A message was not UTF-8 text.',
};

export interface FrameConnectionOptions {
  /**
   * What is sent waits until everything that arrived with its cause has been looked at: fewer and
   * larger writes, one turn of the event loop later. Pays with many calls under way.
   */
  readonly gathers?: boolean;
}

/** Newline-delimited messages over an open TCP or TLS socket, either side. */
export function createFrameConnection(
  socket: Socket,
  limits: TransportLimits,
  { gathers = false }: FrameConnectionOptions = {},
): Connection {
  const id = nextConnectionId();
  const remoteAddress = socket.remoteAddress ?? '';
  const events = createConnectionEvents();
  let isOpen = true;
  let hasReceived = false;
  let unsent = '';

  const finish = (reason: string): void => {
    isOpen = false;
    unsent = '';
    events.end(reason);
  };
  const cut = (reason: string): void => {
    finish(reason);
    socket.destroy();
  };

  // Answers of one group commit arrive together: one write, one TLS record, one system call.
  const flush = (): void => {
    if (unsent === '') return;
    const text = unsent;
    unsent = '';
    socket.write(text);
    if (socket.writableLength > limits.outgoingMaxBytes) cut('The other side reads too slowly.');
  };

  const schedule = gathers ? setImmediate : process.nextTick;

  const close = (reason = 'Closed.'): void => {
    if (!isOpen) return;
    flush();
    finish(reason);
    socket.end();
    const timer = setTimeout(() => socket.destroy(), CLOSE_GRACE_MS);
    socket.once('close', () => clearTimeout(timer));
  };

  const splitter = createFrameSplitter({
    maxBytes: limits.incomingMaxBytes,
    isOpen: () => isOpen,
    onFrame: (text) => {
      hasReceived = true;
      events.onText(text);
    },
    onProblem: (problem) => close(PROBLEM_TEXT[problem]),
  });

  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => splitter.push(chunk));
  socket.on('end', () => close('The other side closed the connection.'));
  socket.on('error', () => cut('The connection broke.'));
  socket.on('close', () => finish('The connection ended.'));

  return {
    id,
    kind: 'frames',
    remoteAddress,
    send(text) {
      if (!isOpen) return;
      if (unsent === '') schedule(flush);
      unsent += `${text}\n`;
      // UTF-16 units are at most the bytes they become, so this bound errs on the mild side.
      if (unsent.length > limits.outgoingMaxBytes) cut('The other side reads too slowly.');
    },
    close,
    get isOpen() {
      return isOpen;
    },
    get hasReceived() {
      return hasReceived;
    },
    get bufferedBytes() {
      return unsent.length + socket.writableLength;
    },
    get onText() {
      return events.onText;
    },
    set onText(handler) {
      events.onText = handler;
    },
    get onClose() {
      return events.onClose;
    },
    set onClose(handler) {
      events.onClose = handler;
    },
  };
}
