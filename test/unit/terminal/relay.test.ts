import { describe, expect, test } from 'vitest';
import { createRpcCaller, type TextTransport } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { createRelay, RELAYED_MAX, type RelayedPhone, SESSIONS_MAX } from '#terminal/relay.ts';

interface Sent {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** The bank's end of a connection in memory: what arrives, and answering it. */
function bankEnd() {
  const sent: Sent[] = [];
  const transport: TextTransport = {
    send: (text) => void sent.push(JSON.parse(text) as Sent),
    close: () => undefined,
    onText: () => undefined,
    onClose: () => undefined,
  };
  const caller = createRpcCaller(transport, { inFlightMax: 1_024 });
  const answer = (index: number, message: object): void =>
    transport.onText(JSON.stringify({ jsonrpc: '2.0', id: sent[index]?.id, ...message }));
  return { sent, transport, relay: createRelay({ caller: () => caller }), answer };
}

function phone(): RelayedPhone & { readonly heard: unknown[] } {
  const heard: unknown[] = [];
  return { sessionIds: new Set(), heard, notify: (_method, params) => void heard.push(params) };
}

const box = (sessionId: string, text = 'AAAA') => ({ sessionId, counter: 1, box: text });

describe('passing', () => {
  test('params and answers go through exactly as they came', async () => {
    const { sent, relay, answer } = bankEnd();
    const strange = { ...box('s'), extra: ['kept', { deep: true }] };
    const passed = relay.pass(phone(), 'session.call', strange);
    expect(sent[0]).toMatchObject({ method: 'session.call', params: strange });
    answer(0, { result: { anything: 1 } });
    expect(await passed).toEqual({ anything: 1 });
  });

  test("the bank's refusal keeps its code and data", async () => {
    const { relay, answer } = bankEnd();
    const passed = relay.pass(phone(), 'session.call', box('s'));
    const data = { responseCode: 'U14', detail: 'This session has ended.' };
    answer(0, { error: { code: RPC_ERROR.refused, message: 'no', data } });
    await expect(passed).rejects.toMatchObject({ code: RPC_ERROR.refused, data });
  });

  test('over the bound a phone is told to wait, and room comes back', async () => {
    const { sent, relay, answer } = bankEnd();
    const running = Array.from({ length: RELAYED_MAX }, () =>
      relay.pass(phone(), 'session.call', box('s')),
    );
    await expect(relay.pass(phone(), 'session.call', box('s'))).rejects.toMatchObject({
      code: RPC_ERROR.throttled,
      data: { responseCode: 'U80' },
    });
    expect(sent).toHaveLength(RELAYED_MAX);
    answer(0, { result: {} });
    await running[0];
    relay.pass(phone(), 'session.call', box('s')).catch(() => undefined);
    expect(sent).toHaveLength(RELAYED_MAX + 1);
    for (const [index] of sent.entries()) answer(index, { result: {} });
    await Promise.all(running);
  });

  test('without a bank the phone hears so at once', async () => {
    const relay = createRelay({
      caller: () => {
        throw new RpcError(RPC_ERROR.unreachable, 'no bank');
      },
    });
    await expect(relay.pass(phone(), 'session.call', {})).rejects.toMatchObject({
      code: RPC_ERROR.unreachable,
    });
  });

  test('a connection that ends fails what is in flight', async () => {
    const { transport, relay } = bankEnd();
    const passed = relay.pass(phone(), 'session.call', box('s'));
    transport.onClose('The connection broke.');
    await expect(passed).rejects.toMatchObject({ code: RPC_ERROR.unreachable });
  });
});

describe('events', () => {
  test('reach the phone that used the session last, as the bank confirmed it', async () => {
    const { relay, answer } = bankEnd();
    const [first, second] = [phone(), phone()];
    const opening = relay.pass(first, 'session.open', {});
    answer(0, { result: { sessionId: 's1', serverNonce: 'n' } });
    await opening;
    relay.deliverEvent(box('s1', 'one'));
    const calling = relay.pass(second, 'session.call', box('s1'));
    answer(1, { result: box('s1') });
    await calling;
    relay.deliverEvent(box('s1', 'two'));
    expect(first.heard).toEqual([box('s1', 'one')]);
    expect(second.heard).toEqual([box('s1', 'two')]);
  });

  test("naming somebody else's session does not draw its events", async () => {
    const { relay, answer } = bankEnd();
    const [owner, thief] = [phone(), phone()];
    const opening = relay.pass(owner, 'session.open', {});
    answer(0, { result: { sessionId: 's1' } });
    await opening;
    const stolen = relay.pass(thief, 'session.call', box('s1'));
    answer(1, { error: { code: RPC_ERROR.refused, message: 'does not open' } });
    await expect(stolen).rejects.toThrow();
    relay.deliverEvent(box('s1'));
    expect(owner.heard).toHaveLength(1);
    expect(thief.heard).toHaveLength(0);
  });

  test('of nobody, or without form, are dropped', () => {
    const { relay } = bankEnd();
    for (const event of [null, undefined, 3, 'x', [], {}, { sessionId: 4 }, box('unknown')]) {
      expect(() => relay.deliverEvent(event)).not.toThrow();
    }
  });

  test('end with the phone', async () => {
    const { relay, answer } = bankEnd();
    const gone = phone();
    const opening = relay.pass(gone, 'session.open', {});
    answer(0, { result: { sessionId: 's1' } });
    await opening;
    relay.leave(gone);
    relay.deliverEvent(box('s1'));
    expect(gone.heard).toEqual([]);
    expect(relay.sessionCount).toBe(0);
  });

  test('sessions are bounded: the one that was idle longest is forgotten', async () => {
    const { relay, answer } = bankEnd();
    const many = phone();
    for (let index = 0; index <= SESSIONS_MAX; index++) {
      const opening = relay.pass(many, 'session.open', {});
      answer(index, { result: { sessionId: `s${index}` } });
      await opening;
    }
    expect(relay.sessionCount).toBe(SESSIONS_MAX);
    expect(many.sessionIds.size).toBe(SESSIONS_MAX);
    relay.deliverEvent(box('s0'));
    relay.deliverEvent(box('s1'));
    expect(many.heard).toEqual([box('s1')]);
  });
});
