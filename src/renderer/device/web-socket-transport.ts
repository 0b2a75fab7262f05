import type { TextTransport } from '#shared/json-rpc-peer.ts';

const OPEN_TIMEOUT_MS = 5_000;
/** What one side may have queued before it is taken for dead. */
const BUFFERED_MAX_BYTES = 1_024 * 1_024;

/** One WebSocket as the phone's client wants it. @throws Error when it cannot be opened in time */
export function openWebSocket(url: string): Promise<TextTransport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const transport: TextTransport = {
      send(text) {
        if (socket.bufferedAmount > BUFFERED_MAX_BYTES) socket.close();
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
      onText: () => undefined,
      onClose: () => undefined,
    };
    const timer = setTimeout(() => socket.close(), OPEN_TIMEOUT_MS);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve(transport);
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') transport.onText(data);
    });
    socket.addEventListener('close', () => {
      clearTimeout(timer);
      reject(new Error('The connection could not be opened.'));
      transport.onClose('The connection ended.');
    });
  });
}
