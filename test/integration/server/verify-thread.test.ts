import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkWithNode, loadSignatureCheck } from '#bank/server/check-signature.ts';
import { checkBatch, encodeBatch } from '#bank/server/signature-batch.ts';
import { startSignatureThread } from '#bank/server/verify-thread.ts';
import { nodeDeviceSigner } from '#wire/node-crypto.ts';
import { makeFolder, quietLogger } from './wire-support.ts';

const signer = nodeDeviceSigner(randomBytes(32));
const signed = (index: number) => {
  const data = Buffer.from(`payment ${index} ${'x'.repeat(index)}`);
  return { publicKey: signer.publicKey, data, signature: signer.sign(data) };
};
/** Every third one is tampered with. */
const mixed = Array.from({ length: 700 }, (_, index) => {
  const item = signed(index);
  if (index % 3 === 0) item.signature[index % 64]! ^= 1;
  return { ...item, isValid: index % 3 !== 0 };
});

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

test('libsodium is there and agrees with node:crypto', async () => {
  const check = loadSignatureCheck();
  expect(check).not.toBe(checkWithNode);
  for (const { publicKey, data, signature, isValid } of mixed.slice(0, 60)) {
    expect(check(publicKey, data, signature)).toBe(isValid);
    expect(checkWithNode(publicKey, data, signature)).toBe(isValid);
  }
});

test('a batch keeps its order', () => {
  const verdicts = checkBatch(encodeBatch(mixed.slice(0, 40)), checkWithNode);
  expect([...verdicts]).toEqual(mixed.slice(0, 40).map(({ isValid }) => Number(isValid)));
});

describe('the helper thread', () => {
  const checkAll = (thread: ReturnType<typeof startSignatureThread>) =>
    Promise.all(mixed.map((item) => thread.verify(item.publicKey, item.data, item.signature)));
  const expected = mixed.map(({ isValid }) => isValid);

  test('answers every check in its place', async () => {
    const thread = startSignatureThread({ logger: quietLogger() });
    expect(await checkAll(thread)).toEqual(expected);
    expect(thread.isHelped).toBe(true);
    expect(await thread.verify(new Uint8Array(31), new Uint8Array(1), new Uint8Array(64))).toBe(
      false,
    );
    await thread.close();
  });

  test('checks go on here when its code is missing', async () => {
    const logger = quietLogger();
    const workerUrl = pathToFileURL(join(folder.path, 'missing.mjs'));
    const thread = startSignatureThread({ logger, workerUrl });
    expect(await checkAll(thread)).toEqual(expected);
    expect(thread.isHelped).toBe(false);
    expect(
      logger
        .recent()
        .map(({ event }) => event)
        .join(),
    ).toContain('signature helper');
    expect(await checkAll(thread)).toEqual(expected);
  });

  test('checks under way go on here when it dies in the middle', async () => {
    const file = join(folder.path, 'dies.mjs');
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', () => process.exit(3));`,
    );
    const thread = startSignatureThread({ logger: quietLogger(), workerUrl: pathToFileURL(file) });
    expect(await checkAll(thread)).toEqual(expected);
    expect(thread.isHelped).toBe(false);
  });

  test('closing answers what is still waiting', async () => {
    const thread = startSignatureThread({ logger: quietLogger() });
    const answers = checkAll(thread);
    await thread.close();
    expect(await answers).toEqual(expected);
  });
});
