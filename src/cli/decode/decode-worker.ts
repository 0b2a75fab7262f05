import { parentPort } from 'node:worker_threads';
import { openFileDecoder } from '#qr/node/decode-file.ts';
import { decodeOne } from './decode-one.ts';
import type { DecodeTask } from './decode-pool.ts';

/** One of the threads of `npm run decode`: a file in, its line out. */
const decoder = await openFileDecoder();
parentPort?.on('message', async ({ file, budgetMs }: DecodeTask) => {
  parentPort?.postMessage(await decodeOne(decoder, file, budgetMs));
});
