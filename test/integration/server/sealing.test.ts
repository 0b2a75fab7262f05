import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from '#shared/bytes.ts';
import type { RpcCaller } from '#shared/json-rpc-peer.ts';
import type { RpcError } from '#shared/protocol/json-rpc.ts';
import { publicMethods, type Sealed } from '#shared/protocol/public-methods.ts';
import { sessionOpeningBytes } from '#shared/session.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import {
  openSession,
  registerUser,
  sessionOpening,
  startTestBank,
  stressCaller,
  type TestBank,
  type TestSession,
  type TestUser,
} from './bank-support.ts';

let bank: TestBank;
let caller: RpcCaller;
let user: TestUser;
let session: TestSession;
beforeAll(async () => {
  bank = await startTestBank();
  caller = await stressCaller(bank);
  user = await registerUser(bank, caller);
});
afterAll(() => bank.stop());
beforeEach(async () => {
  session = await openSession(bank, caller, user);
});

const NONCE_CALL = { method: 'session.nonce', params: {} };
const submit = (box: Sealed): Promise<unknown> => caller.callRaw('session.call', box);
const refusedWith = async (box: Sealed, responseCode: string): Promise<void> => {
  await expect(submit(box)).rejects.toMatchObject({ data: { responseCode } });
};
/** The relay's interference has neither ended the session nor used up a counter of the phone. */
const goesOn = async (): Promise<void> => {
  expect((await session.call(caller, 'session.nonce', {})).error).toBeUndefined();
};

describe('a relay that interferes', () => {
  test('cannot change one bit of a box', async () => {
    const box = session.seal(NONCE_CALL);
    const bytes = fromBase64Url(box.box);
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await refusedWith({ ...box, box: toBase64Url(changed) }, 'U14');
    }
    await submit(box);
    await goesOn();
  });

  test.each<[string, (box: Sealed) => Sealed]>([
    ['cut short', (box) => ({ ...box, box: box.box.slice(0, -4) })],
    ['emptied', (box) => ({ ...box, box: '' })],
    ['lengthened', (box) => ({ ...box, box: `${box.box}AAAA` })],
    ['under a later counter', (box) => ({ ...box, counter: box.counter + 5 })],
    ['under counter 0', (box) => ({ ...box, counter: 0 })],
    ['under the last counter', (box) => ({ ...box, counter: 2 ** 32 })],
    ['for no session', (box) => ({ ...box, sessionId: 'A'.repeat(22) })],
  ])('gets U14 for a box %s', async (_name, change) => {
    await refusedWith(change(session.seal(NONCE_CALL)), 'U14');
    await goesOn();
  });

  test('cannot repeat a box, nor deliver it after a later one', async () => {
    const [first, second] = [session.seal(NONCE_CALL), session.seal(NONCE_CALL)];
    await submit(second);
    await refusedWith(first, 'U01');
    await refusedWith(second, 'U01');
    await goesOn();
  });

  test('may drop boxes: a gap is no harm', async () => {
    session.counter += 1_000;
    await goesOn();
  });

  test('cannot move a box to another session of the same phone', async () => {
    const other = await openSession(bank, caller, user);
    const box = session.seal(NONCE_CALL);
    await refusedWith({ ...box, sessionId: other.sessionId }, 'U14');
    await goesOn();
  });

  test('cannot send an answer back as a question', async () => {
    const reply = (await submit(session.seal(NONCE_CALL))) as Sealed;
    await refusedWith({ ...reply, counter: reply.counter + 1 }, 'U14');
    await refusedWith(reply, 'U14');
    await goesOn();
  });

  test('sees nothing of what is inside', async () => {
    const box = session.seal({ method: 'payment.status', params: { txnId: 'SECRETWORD' } });
    const reply = (await submit(box)) as Sealed;
    for (const sealed of [box, reply]) {
      const text = Buffer.from(fromBase64Url(sealed.box)).toString('latin1');
      expect(text).not.toMatch(/SECRETWORD|payment|nextNonce|error/);
    }
  });
});

describe('opening a session', () => {
  const open = async (change: (params: Params) => Partial<Params>): Promise<RpcError> => {
    const { params } = await sessionOpening(bank, user);
    return caller.callRaw('session.open', { ...params, ...change(params) }).then(
      () => expect.fail('it opened'),
      (error: RpcError) => error,
    );
  };
  type Params = Awaited<ReturnType<typeof sessionOpening>>['params'];
  const strange = nodeDeviceSigner(nodeCrypto.randomBytes(32));

  test.each<[string, (params: Params) => Partial<Params>, string]>([
    ['another bank', () => ({ bankId: '0000000000000000' }), 'U66'],
    ['an unknown user', () => ({ uid: 'U999999999' }), 'U66'],
    ['an unknown device', () => ({ deviceId: 'device-unknown' }), 'U66'],
    ['an exchanged key', () => ({ clientKey: toBase64Url(nodeCrypto.x25519().publicKey) }), 'U15'],
    ['another nonce', () => ({ clientNonce: 'A'.repeat(22) }), 'U15'],
    [
      'a foreign signature',
      () => ({ signature: toBase64Url(strange.sign(new Uint8Array(8))) }),
      'U15',
    ],
  ])('is refused for %s', async (_name, change, responseCode) => {
    expect((await open(change)).data.responseCode).toBe(responseCode);
  });

  test('is refused for a weak exchange key, even well signed', async () => {
    const { params } = await sessionOpening(bank, user);
    const weak = { ...params, clientKey: toBase64Url(new Uint8Array(32)) };
    const signature = toBase64Url(user.signer.sign(sessionOpeningBytes(weak)));
    await expect(caller.callRaw('session.open', { ...weak, signature })).rejects.toMatchObject({
      data: { responseCode: 'U14' },
    });
  });

  test('a recorded opening opens nothing again', async () => {
    const { params } = await sessionOpening(bank, user);
    await caller.call(publicMethods, 'session.open', params);
    await expect(caller.callRaw('session.open', params)).rejects.toMatchObject({
      data: { responseCode: 'U01' },
    });
  });

  test('the same opening sent twice at once opens once', async () => {
    const { params } = await sessionOpening(bank, user);
    const both = await Promise.allSettled([1, 2].map(() => caller.callRaw('session.open', params)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('many sessions of one device end the oldest, and nobody else', async () => {
    const bystander = await openSession(bank, caller, await registerUser(bank, caller));
    for (let count = 0; count < 4; count++) await openSession(bank, caller, user);
    await refusedWith(session.seal(NONCE_CALL), 'U14');
    expect((await bystander.call(caller, 'session.nonce', {})).error).toBeUndefined();
  });
});
