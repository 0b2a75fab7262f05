import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWindowTokens } from '#main/browser/window-tokens.ts';

const phone = { role: 'phone', deviceId: 'phone-0000000000000001' } as const;
const controlRoom = { role: 'control-room', deviceId: '' } as const;

function tokensAt(start = 1_000) {
  let nowMs = start;
  const tokens = createWindowTokens({ nowMs: () => nowMs, randomBytes });
  return { tokens, advance: (ms: number) => (nowMs += ms) };
}

describe('window tokens', () => {
  test('a ticket becomes one window and works once', () => {
    const { tokens } = tokensAt();
    const ticket = tokens.issueTicket(phone);
    const granted = tokens.exchange(ticket);
    expect(granted?.window).toMatchObject(phone);
    expect(tokens.find(granted?.token ?? '')).toEqual(granted?.window);
    expect(tokens.exchange(ticket)).toBeUndefined();
  });

  test('a ticket is no window token and a window token is no ticket', () => {
    const { tokens } = tokensAt();
    const ticket = tokens.issueTicket(phone);
    expect(tokens.find(ticket)).toBeUndefined();
    const token = tokens.exchange(ticket)?.token ?? '';
    expect(tokens.exchange(token)).toBeUndefined();
    expect(tokens.findByWireToken(token)).toBeUndefined();
  });

  test('a device ticket ends with its time, a launch ticket does not', () => {
    const { tokens, advance } = tokensAt();
    const device = tokens.issueTicket(phone, { lifetimeMs: 100 });
    const launch = tokens.issueTicket(controlRoom);
    advance(100);
    expect(tokens.exchange(device)).toBeUndefined();
    advance(1e9);
    expect(tokens.exchange(launch)?.window.role).toBe('control-room');
  });

  test('the wire token stays the same and opens no window', () => {
    const { tokens } = tokensAt();
    const granted = tokens.exchange(tokens.issueTicket(phone));
    const { windowId = '' } = granted?.window ?? {};
    const wire = tokens.wireToken(windowId);
    expect(wire).toHaveLength(43);
    expect(tokens.wireToken(windowId)).toBe(wire);
    expect(tokens.findByWireToken(wire)?.windowId).toBe(windowId);
    expect(tokens.find(wire)).toBeUndefined();
    expect(tokens.wireToken('unknown')).toBe('');
    expect(tokens.findByWireToken('')).toBeUndefined();
  });

  test("a device's newer window ends the older one's tokens, other devices keep theirs", () => {
    const { tokens } = tokensAt();
    const first = tokens.exchange(tokens.issueTicket(phone));
    const other = tokens.exchange(tokens.issueTicket({ ...phone, deviceId: 'phone-2' }));
    const room = tokens.exchange(tokens.issueTicket(controlRoom));
    const second = tokens.exchange(tokens.issueTicket(phone));
    if (!second || !first || !other || !room) throw new Error('no grant');
    tokens.forgetOthersOf(second.window);
    expect(tokens.find(first.token)).toBeUndefined();
    for (const { token, window } of [second, other, room])
      expect(tokens.find(token)).toEqual(window);
    tokens.forgetOthersOf(room.window);
    expect(tokens.find(second.token)).toEqual(second.window);
  });

  test('tickets and windows are bounded: the oldest makes room', () => {
    const { tokens } = tokensAt();
    const first = tokens.issueTicket(phone);
    for (let count = 0; count < 128; count += 1) tokens.issueTicket(phone);
    expect(tokens.exchange(first)).toBeUndefined();

    const oldest = tokens.exchange(tokens.issueTicket(phone))?.token ?? '';
    for (let count = 0; count < 128; count += 1) tokens.exchange(tokens.issueTicket(phone));
    expect(tokens.find(oldest)).toBeUndefined();
  });
});
