import { parentPort } from 'node:worker_threads';
import type { DecodeTask } from '../../../src/cli/decode/decode-pool.ts';

/** A decoder's thread that does what the file's name says. */
parentPort?.on('message', ({ file }: DecodeTask) => {
  if (file === 'hang') return;
  if (file === 'exit') process.exit(3);
  if (file === 'throw') throw new RangeError('out of memory');
  const line = { file, text: `read ${file}`, ms: 1 };
  parentPort?.postMessage({ line, isMissing: false, isDecoderSpent: file === 'spent' });
});
