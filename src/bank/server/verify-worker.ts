import { parentPort } from 'node:worker_threads';
import { loadSignatureCheck } from './check-signature.ts';
import { checkBatch } from './signature-batch.ts';

/** The helper thread of verify-thread.ts: one batch in, one byte per signature out, in order. */
const check = loadSignatureCheck();
parentPort?.on('message', (batch: ArrayBuffer) => {
  const verdicts = checkBatch(batch, check);
  parentPort?.postMessage(verdicts, [verdicts.buffer]);
});
