import { once } from 'node:events';
import { connectFrames } from '../../src/wire/client.ts';

/** One message of the protocol as it went over the wire, with what was sealed in it. */
export interface Example {
  readonly section: string;
  readonly name: string;
  /** What the reader should know that the message does not show. */
  readonly about: string;
  readonly request?: unknown;
  readonly answer?: unknown;
  readonly notification?: unknown;
  readonly insideRequest?: unknown;
  readonly insideAnswer?: unknown;
  readonly insideNotification?: unknown;
}

/** A connection that keeps every text it carries. */
export interface RecordedLine {
  ask(method: string, params: unknown): Promise<{ request: unknown; answer: Answer }>;
  /** The first notification of this name that `fits`, now or later. */
  heard(method: string, fits?: (params: never) => boolean): Promise<unknown>;
  close(): void;
}

export interface Answer {
  readonly result?: Record<string, unknown>;
  readonly error?: unknown;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
}

export async function recordedLine(place: Place): Promise<RecordedLine> {
  const connection = await connectFrames(place);
  const told: { method: string; params: never }[] = [];
  const answers = new Map<number, (answer: Answer) => void>();
  const news = new EventTarget();
  let lastId = 0;
  connection.onText = (text) => {
    const message = JSON.parse(text);
    if (message.id === undefined) {
      told.push(message);
      news.dispatchEvent(new Event('told'));
    } else {
      answers.get(message.id)?.(message);
    }
  };
  return {
    async ask(method, params) {
      const id = ++lastId;
      const request = { jsonrpc: '2.0', id, method, params };
      const answered = new Promise<Answer>((resolve) => answers.set(id, resolve));
      connection.send(JSON.stringify(request));
      return { request, answer: await answered };
    },
    async heard(method, fits = () => true) {
      for (;;) {
        const found = told.find((each) => each.method === method && fits(each.params));
        if (found) return found;
        await once(news, 'told');
      }
    },
    close: () => connection.close(),
  };
}

export function resultOf({ answer }: { readonly answer: Answer }): Record<string, unknown> {
  if (!answer.result) throw new Error(`the answer is ${JSON.stringify(answer.error)}`);
  return answer.result;
}
