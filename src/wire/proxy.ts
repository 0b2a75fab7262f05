import type { Connection } from './connection.ts';

/** Text that may wait while the other connection opens. */
const WAITING_MAX_CHARACTERS = 1_024 * 1_024;

/**
 * Joins a connection to another one that is still to be opened (the browser host's own WebSocket
 * to bank or terminal). Messages pass unread; when one side ends, so does the other. Slow readers
 * are cut by the connections' own bounds.
 */
export function proxyConnection(connection: Connection, connect: () => Promise<Connection>): void {
  let upstream: Connection | undefined;
  let waiting: string[] = [];
  let waitingLength = 0;

  connection.onText = (text) => {
    if (upstream) {
      upstream.send(text);
      return;
    }
    waitingLength += text.length;
    if (waitingLength > WAITING_MAX_CHARACTERS) connection.close('Too much before the start.');
    else waiting.push(text);
  };
  connection.onClose = (reason) => upstream?.close(reason);

  const join = (opened: Connection): void => {
    if (!connection.isOpen) {
      opened.close();
      return;
    }
    upstream = opened;
    opened.onText = (text) => connection.send(text);
    opened.onClose = (reason) => connection.close(reason);
    for (const text of waiting) opened.send(text);
    waiting = [];
  };
  connect().then(join, () => connection.close('The other side cannot be reached.'));
}
