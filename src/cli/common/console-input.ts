import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from './usage-error.ts';

/** What is typed: lines for a handler, and secrets that do not show. */
export interface ConsoleInput {
  /** @throws UsageError with `otherwise` where nobody can type. */
  askHidden(question: string, otherwise: string): Promise<string>;
  close(): void;
}

export interface ConsoleHandlers {
  readonly onLine: (line: string) => void;
  /** Ctrl+C, which a terminal in line mode hands to the program. */
  readonly onInterrupt: () => void;
}

export function openConsoleInput(handlers: ConsoleHandlers): ConsoleInput {
  const isTerminal = process.stdin.isTTY === true;
  let isMuted = false;
  let asked: ((answer: string) => void) | undefined;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({
    input: process.stdin,
    ...(isTerminal ? { output, terminal: true, historySize: 0 } : {}),
  });
  lines.on('line', (line) => {
    const answer = asked;
    asked = undefined;
    if (!answer) return handlers.onLine(line);
    isMuted = false;
    process.stderr.write('\n');
    answer(line.trim());
  });
  lines.on('SIGINT', handlers.onInterrupt);
  return {
    async askHidden(question, otherwise) {
      if (!isTerminal) throw new UsageError(otherwise);
      process.stderr.write(question);
      isMuted = true;
      return new Promise((resolve) => {
        asked = resolve;
      });
    },
    close: () => lines.close(),
  };
}

/** One secret, then the input is let go of. */
export async function askOnce(question: string, otherwise: string): Promise<string> {
  if (process.stdin.isTTY !== true) throw new UsageError(otherwise);
  let interrupt = (): void => undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    interrupt = () => reject(new UsageError('Nothing was entered.'));
  });
  const input = openConsoleInput({
    onLine: () => undefined,
    onInterrupt: () => interrupt(),
  });
  try {
    return await Promise.race([input.askHidden(question, otherwise), interrupted]);
  } finally {
    input.close();
  }
}
