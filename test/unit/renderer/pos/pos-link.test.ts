import { expect, test } from 'vitest';
import type { TextTransport } from '#shared/json-rpc-peer.ts';
import { createPosLink } from '../../../../src/renderer/pos/link/pos-link.ts';

const state = {
  name: 'Tea stall',
  vpa: 'teastall@upisim',
  mid: 'M000000001',
  vmid: 'VM7K2M9Q4T',
  port: 6001,
  staticLink: 'upi://pay?pa=teastall@upisim',
  bank: 'online',
  dayTotalPaise: '0',
  dayCount: 0,
  last: [],
  clockOffsetMs: 0,
};

/** A terminal's end of the line that answers every call with its state. */
function terminalEnd() {
  const sent: { method: string; params: unknown }[] = [];
  const transport: TextTransport = {
    send(text) {
      const { id, method, params } = JSON.parse(text);
      sent.push({ method, params });
      queueMicrotask(() => transport.onText(JSON.stringify({ jsonrpc: '2.0', id, result: state })));
    },
    close: () => undefined,
    onText: () => undefined,
    onClose: () => undefined,
  };
  return { transport, sent };
}

function linkWith(connect: () => Promise<TextTransport>) {
  const scheduled: { run: () => void; delayMs: number }[] = [];
  const link = createPosLink({
    connect,
    posToken: () => 'a-token-of-this-pos',
    schedule: (run, delayMs) => scheduled.push({ run, delayMs }),
  });
  const until = (isReached: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => isReached() && resolve();
      link.subscribe(check);
      check();
    });
  return { link, scheduled, until };
}

test('opens with its token and shows what the terminal pushes', async () => {
  const end = terminalEnd();
  const { link, until } = linkWith(async () => end.transport);
  await until(() => link.snapshot.link === 'online');
  expect(end.sent).toEqual([{ method: 'pos.open', params: { posToken: 'a-token-of-this-pos' } }]);
  end.transport.onText(
    JSON.stringify({ jsonrpc: '2.0', method: 'pos.state', params: { ...state, dayCount: 3 } }),
  );
  expect(link.snapshot.state?.dayCount).toBe(3);
  end.transport.onText(JSON.stringify({ jsonrpc: '2.0', method: 'pos.state', params: { bad: 1 } }));
  expect(link.snapshot.state?.dayCount).toBe(3);
});

test('keeps the last state when the terminal goes, and comes back with a bounded back-off', async () => {
  let isOff = false;
  let end = terminalEnd();
  const { link, scheduled, until } = linkWith(async () => {
    if (isOff) throw new Error('off');
    end = terminalEnd();
    return end.transport;
  });
  await until(() => link.snapshot.link === 'online');
  isOff = true;
  end.transport.onClose('gone');
  expect(link.snapshot).toMatchObject({ link: 'lost', state: { name: 'Tea stall' } });
  await expect(link.charge(2000)).rejects.toThrow('does not answer');
  for (let attempt = 0; attempt < 8; attempt++) {
    scheduled.at(-1)?.run();
    const count = scheduled.length;
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(scheduled.length).toBe(count + 1);
  }
  expect(Math.max(...scheduled.map(({ delayMs }) => delayMs))).toBe(4_000);
  isOff = false;
  scheduled.at(-1)?.run();
  await until(() => link.snapshot.link === 'online');
});
