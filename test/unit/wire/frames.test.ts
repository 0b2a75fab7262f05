import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_FRAME_BYTES } from '#shared/protocol/json-rpc.ts';
import { createFrameSplitter } from '#wire/frames.ts';

function split(chunks: readonly Buffer[], maxBytes = MAX_FRAME_BYTES) {
  const frames: string[] = [];
  const problems: string[] = [];
  const splitter = createFrameSplitter({
    onFrame: (text) => frames.push(text),
    onProblem: (problem) => problems.push(problem),
    isOpen: () => true,
    maxBytes,
  });
  for (const chunk of chunks) splitter.push(chunk);
  return { frames, problems, keptBytes: splitter.keptBytes };
}

describe('newline-delimited frames', () => {
  test('come out whole however the bytes are cut', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((s) => s.replaceAll('\n', ''));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.infiniteStream(fc.nat(9)),
        (lines, cuts) => {
          const whole = Buffer.from(lines.map((text) => `${text}\n`).join(''));
          const chunks: Buffer[] = [];
          for (let at = 0; at < whole.length; ) {
            const next = at + 1 + (cuts.next().value as number);
            chunks.push(whole.subarray(at, next));
            at = next;
          }
          expect(split(chunks)).toEqual({
            frames: lines.filter((text) => text !== ''),
            problems: [],
            keptBytes: 0,
          });
        },
      ),
    );
  });

  test.each([
    ['exactly the limit', [Buffer.from(`${'a'.repeat(16)}\n`)], ['a'.repeat(16)], []],
    ['one byte more', [Buffer.from(`${'a'.repeat(17)}\n`)], [], ['too-long']],
    [
      'too long without an end',
      [Buffer.from('a'.repeat(10)), Buffer.from('a'.repeat(7))],
      [],
      ['too-long'],
    ],
    [
      'too long over two chunks',
      [Buffer.from('a'.repeat(10)), Buffer.from(`${'a'.repeat(7)}\n`)],
      [],
      ['too-long'],
    ],
    ['a character cut in half', [Buffer.from([0xe0, 0xa4]), Buffer.from([0x95, 0x0a])], ['क'], []],
    ['invalid UTF-8', [Buffer.from([0xc3, 0x28, 0x0a])], [], ['not-utf8']],
    ['a lone surrogate in CESU form', [Buffer.from([0xed, 0xa0, 0x80, 0x0a])], [], ['not-utf8']],
    ['only line ends', [Buffer.from('\n\n\n')], [], []],
    ['a half frame', [Buffer.from('{"a"')], [], []],
  ])('%s', (_name, chunks, frames, problems) => {
    expect(split(chunks, 16)).toMatchObject({ frames, problems });
  });

  test('nothing is read after a problem', () => {
    expect(split([Buffer.from([0xff, 0x0a]), Buffer.from('ok\n')])).toEqual({
      frames: [],
      problems: ['not-utf8'],
      keptBytes: 0,
    });
  });

  test('10 MB of noise keeps at most one frame of memory and ends in a problem', () => {
    const noise = Array.from({ length: 160 }, () => randomBytes(65_536));
    const { problems, keptBytes } = split(noise);
    expect(problems).toHaveLength(1);
    expect(keptBytes).toBe(0);
  });

  test('a connection closed by one frame gets none of the rest', () => {
    const frames: string[] = [];
    const splitter = createFrameSplitter({
      onFrame: (text) => frames.push(text),
      onProblem: () => {},
      isOpen: () => frames.length < 1,
    });
    splitter.push(Buffer.from('1\n2\n3\n'));
    expect(frames).toEqual(['1']);
  });

  test('a half frame does not hold the buffer it came in', () => {
    const chunk = Buffer.alloc(65_536, 'x');
    const frames: string[] = [];
    const splitter = createFrameSplitter({
      onFrame: (text) => frames.push(text),
      onProblem: () => {},
      isOpen: () => true,
    });
    splitter.push(chunk.subarray(0, 4));
    chunk.fill('y');
    splitter.push(Buffer.from('\n'));
    expect(frames).toEqual(['xxxx']);
  });
});
