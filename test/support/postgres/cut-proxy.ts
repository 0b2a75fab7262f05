import { createServer, connect as dial, type Socket } from 'node:net';

/**
 * A line to a database server that is cut at a chosen message of the protocol: whole messages
 * before it pass, half of that one does, then nothing any more.
 */
export interface Cut {
  readonly from: 'bank' | 'server';
  /** Whole messages that still pass. */
  readonly after: number;
  /** The server hears nothing of it: its session stays, holding whatever it holds. */
  readonly isServerLeftWaiting: boolean;
}

export interface CutProxy {
  readonly port: number;
  /** The next message counts as the first. */
  arm(cut: Cut): void;
  /** Whether the armed cut was made; takes it away otherwise. */
  disarm(): boolean;
  /** Cuts every line now. */
  cutAll(isServerLeftWaiting: boolean): void;
  close(): Promise<void>;
}

/** PostgreSQL's framing: a type (but for the very first message) and a length that counts itself. */
function createSplitter(hasFirstWithoutType: boolean) {
  let rest = Buffer.alloc(0);
  let isFirst = hasFirstWithoutType;
  return (chunk: Buffer): Buffer[] => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const typeBytes = isFirst ? 0 : 1;
      if (rest.length < typeBytes + 4) return messages;
      const length = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < length) return messages;
      messages.push(rest.subarray(0, length));
      rest = rest.subarray(length);
      isFirst = false;
    }
  };
}

interface Line {
  readonly bank: Socket;
  readonly server: Socket;
  isCut: boolean;
}

function cutLine(line: Line, isServerLeftWaiting: boolean): void {
  line.isCut = true;
  line.bank.destroy();
  if (!isServerLeftWaiting) line.server.destroy();
}

export async function createCutProxy(serverPort: number): Promise<CutProxy> {
  let armed: (Cut & { left: number }) | undefined;
  let wasCut = false;
  const lines = new Set<Line>();

  function carry(line: Line, from: Cut['from'], chunk: Buffer[], to: Socket): void {
    for (const message of chunk) {
      if (line.isCut) return;
      if (armed?.from === from) {
        if (armed.left === 0) {
          to.write(message.subarray(0, Math.floor(message.length / 2)));
          cutLine(line, armed.isServerLeftWaiting);
          armed = undefined;
          wasCut = true;
          return;
        }
        armed.left -= 1;
      }
      to.write(message);
    }
  }

  const listener = createServer((bank) => {
    const server = dial(serverPort, '127.0.0.1');
    const line: Line = { bank, server, isCut: false };
    lines.add(line);
    const fromBank = createSplitter(true);
    const fromServer = createSplitter(false);
    bank.on('data', (chunk) => carry(line, 'bank', fromBank(chunk), server));
    server.on('data', (chunk) => carry(line, 'server', fromServer(chunk), bank));
    for (const socket of [bank, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    bank.on('close', () => {
      if (!line.isCut) server.destroy();
    });
    server.on('close', () => {
      bank.destroy();
      lines.delete(line);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as { port: number }).port,
    arm(cut) {
      armed = { ...cut, left: cut.after };
      wasCut = false;
    },
    disarm() {
      armed = undefined;
      return wasCut;
    },
    cutAll(isServerLeftWaiting) {
      for (const line of lines) cutLine(line, isServerLeftWaiting);
    },
    async close() {
      for (const line of lines) {
        line.bank.destroy();
        line.server.destroy();
      }
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
