import { describe, expect, test } from 'vitest';
import { type IpcSender, windowOfSender } from '#main/electron/ipc-sender.ts';

const phone = { windowId: 'phone-1', role: 'phone', deviceId: 'phone-1' } as const;
const windows = new Map([[7, phone]]);
const url = 'app://sim/phone/?device=phone-1';
const good: IpcSender = { webContentsId: 7, frame: { url, isMainFrame: true } };

describe('who is calling', () => {
  test('the main frame of a known window on its own page', () => {
    expect(windowOfSender(good, windows)).toBe(phone);
  });

  test.each<[string, IpcSender]>([
    ['unknown contents', { ...good, webContentsId: 8 }],
    ['a frame that is gone', { ...good, frame: undefined }],
    ['a frame inside the page', { ...good, frame: { url, isMainFrame: false } }],
    ["another role's page", { ...good, frame: { url: 'app://sim/pos/', isMainFrame: true } }],
    ['a foreign page', { ...good, frame: { url: 'https://evil.example/', isMainFrame: true } }],
    ['an empty page', { ...good, frame: { url: '', isMainFrame: true } }],
  ])('nobody: %s', (_name, sender) => {
    expect(windowOfSender(sender, windows)).toBeUndefined();
  });
});
