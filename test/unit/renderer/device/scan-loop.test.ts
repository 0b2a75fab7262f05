import { expect, test, vi } from 'vitest';
import { coverPoints } from '../../../../src/renderer/device/decode/cover.ts';
import type { Reading } from '../../../../src/renderer/device/decode/decode-messages.ts';
import type { Decoder } from '../../../../src/renderer/device/decode/decoder.ts';
import { startScanLoop } from '../../../../src/renderer/device/decode/scan-loop.ts';
import type { Frame, FrameSource } from '../../../../src/renderer/device/frames/frame-source.ts';

const reading: Reading = { codes: [], brightness: 100, decodeMs: 1, width: 1, height: 1 };
const frame = (): Frame & { readonly kind: 'picture' } => ({
  kind: 'picture',
  bitmap: { close: vi.fn() } as unknown as ImageBitmap,
});

/** A source that gives the frames it was given and then waits for ever. */
function sourceOf(frames: readonly Frame[]): FrameSource & { readonly asked: () => number } {
  let asked = 0;
  return {
    origin: 'camera',
    preview: {} as HTMLVideoElement,
    everyMs: 100,
    start: async () => undefined,
    next: () => {
      const next = frames[asked++];
      return next ? Promise.resolve(next) : new Promise(() => undefined);
    },
    stop: () => undefined,
    onEnded: () => undefined,
    asked: () => asked,
  };
}

const decoderOf = (read: Decoder['read']): Decoder => ({
  read,
  free: async () => undefined,
  close: () => undefined,
});
const nowMs = () => performance.now();

test('the next picture is asked for only when the last one was read', async () => {
  vi.useFakeTimers();
  try {
    let finish: ((value: Reading) => void) | undefined;
    const read = vi.fn<Decoder['read']>(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const source = sourceOf([frame(), frame(), frame()]);
    const onReading = vi.fn();
    const stop = startScanLoop({
      source,
      decoder: decoderOf(read),
      nowMs,
      onReading,
      onProblem: vi.fn(),
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([read.mock.calls.length, source.asked()]).toEqual([1, 1]);
    finish?.(reading);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([read.mock.calls.length, source.asked()]).toEqual([2, 2]);
    expect(onReading).toHaveBeenCalledOnce();
    stop();
    finish?.(reading);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onReading).toHaveBeenCalledOnce();
    expect(source.asked()).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test('a decoder that fails five times in a row ends the loop with a problem', async () => {
  const frames = Array.from({ length: 8 }, frame);
  const read = vi.fn<Decoder['read']>().mockRejectedValue(new Error('no'));
  const problem = await new Promise((resolve) => {
    startScanLoop({
      source: sourceOf(frames),
      decoder: decoderOf(read),
      nowMs,
      onReading: vi.fn(),
      onProblem: resolve,
    });
  });
  expect(problem).toBe('failed');
  expect(read).toHaveBeenCalledTimes(5);
});

test('a picture that comes after the stop is given back unread', async () => {
  const late = frame();
  let give: ((value: Frame) => void) | undefined;
  const source: FrameSource = {
    ...sourceOf([]),
    next: () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  };
  const read = vi.fn<Decoder['read']>();
  const stop = startScanLoop({
    source,
    decoder: decoderOf(read),
    nowMs,
    onReading: vi.fn(),
    onProblem: vi.fn(),
  });
  stop();
  give?.(late);
  await vi.waitFor(() => expect(late.bitmap.close).toHaveBeenCalledOnce());
  expect(read).not.toHaveBeenCalled();
});

test('points of a picture that covers a box, mirrored or not', () => {
  const landscape = { width: 1_280, height: 720 };
  const box = { width: 360, height: 360 };
  const points = [
    { x: 0.5, y: 0.5 },
    { x: 0, y: 0 },
    { x: 0.75, y: 1 },
  ];
  expect(coverPoints(points, landscape, box, false)).toEqual([
    { x: 180, y: 180 },
    { x: -140, y: 0 },
    { x: 340, y: 360 },
  ]);
  expect(coverPoints(points, landscape, box, true).map((point) => point.x)).toEqual([180, 500, 20]);
});
