import { once } from 'node:events';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { ALPN_FRAMES, RPC_ERROR } from '#shared/protocol/json-rpc.ts';
import type { BankProcess } from './bank-process.ts';

/** A raw TLS line to the bank that counts answers and says whether the bank hung up. */
interface RawLine {
  readonly socket: TLSSocket;
  readonly texts: string[];
  isOver: boolean;
  /** Resolves when `isDone` holds or the bank has hung up. */
  until(isDone: () => boolean): Promise<void>;
}

export async function openRaw({ host, port, caPem }: BankProcess): Promise<RawLine> {
  const socket = connectTls({ host, port, ca: caPem, ALPNProtocols: [ALPN_FRAMES] });
  let wake = (): void => undefined;
  const line: RawLine = {
    socket,
    texts: [],
    isOver: false,
    async until(isDone) {
      while (!line.isOver && !isDone()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
  let rest = '';
  socket.on('data', (chunk) => {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    line.texts.push(...parts);
    wake();
  });
  socket.on('drain', () => wake());
  const end = (): void => {
    line.isOver = true;
    wake();
  };
  socket.on('error', end);
  socket.on('close', end);
  await once(socket, 'secureConnect');
  return line;
}

export interface FuzzReport {
  sent: number;
  answered: number;
  hungUp: number;
  /** Answers that say the bank itself made a mistake, with what was sent around them. */
  readonly mistakes: string[];
}

const PER_LINE = 60;
const MARK = 'the-end-of-this-batch';

const hasMark = ({ texts }: RawLine): boolean => texts.some((text) => text.includes(MARK));
const isMistake = (text: string): boolean => text.includes(`"code":${RPC_ERROR.internal},`);

/**
 * Sends a batch over a line of its own, closes it with a valid question, and waits for that answer
 * or for the bank to hang up.
 */
async function sendBatch(bank: BankProcess, batch: readonly Buffer[], report: FuzzReport) {
  const line = await openRaw(bank);
  const { socket } = line;
  for (const bytes of batch) socket.write(Buffer.concat([bytes, Buffer.from('\n')]));
  socket.write(
    `${JSON.stringify({ jsonrpc: '2.0', id: MARK, method: 'bank.info', params: {} })}\n`,
  );
  await line.until(() => hasMark(line));
  report.sent += batch.length;
  report.answered += line.texts.length;
  if (!hasMark(line)) report.hungUp += 1;
  report.mistakes.push(...line.texts.filter(isMistake));
  socket.destroy();
}

/** @param make the next message's bytes; a wild one may end the line, so it comes last on one */
export async function fuzzWire(
  bank: BankProcess,
  count: number,
  make: (isWild: boolean) => Buffer,
): Promise<FuzzReport> {
  const report: FuzzReport = { sent: 0, answered: 0, hungUp: 0, mistakes: [] };
  while (report.sent < count) {
    const batch = Array.from({ length: PER_LINE }, (_, index) => make(index === PER_LINE - 1));
    await sendBatch(bank, batch, report);
  }
  return report;
}

/** Streams noise until all of it is gone or the bank hangs up; returns the bytes it took. */
export async function streamGarbage(bank: BankProcess, bytes: number, noise: Buffer) {
  const line = await openRaw(bank);
  let written = 0;
  while (written < bytes && !line.isOver) {
    written += noise.length;
    if (!line.socket.write(noise)) await line.until(() => !line.socket.writableNeedDrain);
  }
  line.socket.destroy();
  return written;
}
