import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  DecodeAnswer,
  DecodeRequest,
  Reading,
} from '../../../../src/renderer/device/decode/decode-messages.ts';
import { createDecoder, type WorkerPort } from '../../../../src/renderer/device/decode/decoder.ts';

const bitmap = () => ({ close: vi.fn(), width: 1, height: 1 });
type Bitmap = ImageBitmap & ReturnType<typeof bitmap>;
const picture = (): Bitmap => bitmap() as unknown as Bitmap;
const reading: Reading = { codes: [], brightness: 100, decodeMs: 1, width: 1, height: 1 };

class ScriptedWorker implements WorkerPort {
  readonly requests: DecodeRequest[] = [];
  isTerminated = false;
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;

  postMessage(request: DecodeRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  answer(answer: DecodeAnswer): void {
    this.onmessage?.({ data: answer } as MessageEvent<DecodeAnswer>);
  }
}

function setUp() {
  const workers: ScriptedWorker[] = [];
  const decoder = createDecoder(() => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker;
  });
  return { workers, decoder };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('one worker serves all pictures', async () => {
  const { workers, decoder } = setUp();
  for (let round = 0; round < 3; round++) {
    const result = decoder.read({ kind: 'video', bitmap: picture() });
    workers[0]!.answer({ id: workers[0]!.requests.at(-1)!.id, ok: true, reading });
    expect(await result).toEqual(reading);
  }
  expect(workers).toHaveLength(1);
});

test('a second picture at once is refused and its memory given back', async () => {
  const { decoder } = setUp();
  void decoder.read({ kind: 'video', bitmap: picture() }).catch(() => undefined);
  const second = picture();
  await expect(decoder.read({ kind: 'video', bitmap: second })).rejects.toThrow('busy');
  expect(second.close).toHaveBeenCalledOnce();
  decoder.close();
});

test('an unreadable picture fails alone', async () => {
  const { workers, decoder } = setUp();
  const bad = decoder.read({ kind: 'still', bitmap: picture() });
  workers[0]!.answer({ id: 1, ok: false, message: 'The picture could not be read.' });
  await expect(bad).rejects.toThrow('could not be read');
  const good = decoder.read({ kind: 'still', bitmap: picture() });
  workers[0]!.answer({ id: 2, ok: true, reading });
  await expect(good).resolves.toEqual(reading);
  expect(workers).toHaveLength(1);
});

describe('a worker that dies or hangs', () => {
  test('is replaced, and its late answer is not taken for the next one’s', async () => {
    const { workers, decoder } = setUp();
    const stuck = decoder.read({ kind: 'video', bitmap: picture() });
    vi.advanceTimersByTime(10_000);
    await expect(stuck).rejects.toThrow('too long');
    expect(workers[0]!.isTerminated).toBe(true);
    const next = decoder.read({ kind: 'video', bitmap: picture() });
    const late = picture();
    workers[0]!.answer({ id: 1, ok: true, reading: { ...reading, picture: late } });
    expect(late.close).toHaveBeenCalledOnce();
    workers[1]!.answer({ id: 2, ok: true, reading });
    await expect(next).resolves.toEqual(reading);
  });

  test('is replaced a few times in a row, then no more', async () => {
    const { workers, decoder } = setUp();
    for (let round = 0; round < 4; round++) {
      const dead = decoder.read({ kind: 'video', bitmap: picture() });
      workers.at(-1)!.onerror?.({} as ErrorEvent);
      await expect(dead).rejects.toThrow('stopped');
    }
    await expect(decoder.read({ kind: 'video', bitmap: picture() })).rejects.toThrow('too often');
    expect(workers).toHaveLength(4);
  });

  test('counts anew after a success', async () => {
    const { workers, decoder } = setUp();
    for (let round = 0; round < 8; round++) {
      const dead = decoder.read({ kind: 'video', bitmap: picture() });
      workers.at(-1)!.onerror?.({} as ErrorEvent);
      await expect(dead).rejects.toThrow('stopped');
      const good = decoder.read({ kind: 'video', bitmap: picture() });
      workers.at(-1)!.answer({ id: workers.at(-1)!.requests[0]!.id, ok: true, reading });
      await expect(good).resolves.toEqual(reading);
    }
  });
});

test('closing ends the worker, refuses what waits and what comes', async () => {
  const { workers, decoder } = setUp();
  const waiting = decoder.read({ kind: 'video', bitmap: picture() });
  decoder.close();
  await expect(waiting).rejects.toThrow('closed');
  expect(workers[0]!.isTerminated).toBe(true);
  await expect(decoder.read({ kind: 'video', bitmap: picture() })).rejects.toThrow();
  expect(workers).toHaveLength(1);
});
