import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { openSession } from '#main/electron/device-session.ts';
import { guardNavigation } from '#main/electron/navigation-guard.ts';
import { serveWindows } from '#main/ipc.ts';
import type { SimulatorWindow } from '#main/simulator/windows.ts';
import { CALL_CHANNEL } from '#shared/simulator/ipc-channels.ts';
import * as electron from '../../../support/electron-double.ts';

vi.mock('electron', () => import('../../../support/electron-double.ts'));

const phone: SimulatorWindow = { windowId: 'phone-1', role: 'phone', deviceId: 'phone-1' };

describe('navigation', () => {
  const app = new EventEmitter();
  const opened: string[] = [];
  const shell = { openExternal: async (url: string) => void opened.push(url) };
  guardNavigation(app as unknown as Pick<App, 'on'>, shell, () => undefined);
  const contents = Object.assign(new EventEmitter(), {
    open: (_details: { url: string }): { action: string } => ({ action: 'allow' }),
    setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
      this.open = handler;
    },
  });
  app.emit('web-contents-created', {}, contents);

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    '%s is stopped',
    (name) => {
      let isStopped = false;
      const preventDefault = (): void => {
        isStopped = true;
      };
      contents.emit(name, { preventDefault, url: 'app://sim/pos/' });
      expect(isStopped).toBe(true);
    },
  );

  test.each([
    ['https://datatracker.ietf.org/doc/html/rfc6962', 1],
    ['https://evil.example/', 0],
    ['file:///etc/passwd', 0],
    ['app://sim/phone/', 0],
    ['javascript:alert(1)', 0],
  ])('window.open of %s makes no window', (url, count) => {
    opened.length = 0;
    expect(contents.open({ url })).toEqual({ action: 'deny' });
    expect(opened).toHaveLength(count);
  });
});

describe("a partition's session", () => {
  const windows = new Map([[7, phone]]);
  openSession('persist:device-phone-1', {
    pagesFolder: '/nowhere',
    policy: { connectOrigins: [] },
    pinnedHosts: () => [],
    windows,
  });
  const handlers = electron.session.fromPartition('persist:device-phone-1').handlers;
  const call = <T>(name: string, ...values: unknown[]): T =>
    (handlers[name] as (...values: unknown[]) => T)(...values);
  const url = 'app://sim/phone/?device=phone-1';

  test('answers both camera questions, for its window alone', () => {
    const details = { requestingUrl: url, isMainFrame: true, mediaType: 'video' };
    expect(call('check', { id: 7 }, 'media', 'app://sim', details)).toBe(true);
    expect(call('check', { id: 8 }, 'media', 'app://sim', details)).toBe(false);
    expect(call('check', null, 'media', 'app://sim', details)).toBe(false);
    const answers: boolean[] = [];
    const answer = (isGranted: boolean) => answers.push(isGranted);
    const asked = { requestingUrl: url, isMainFrame: true };
    call('request', { id: 7 }, 'media', answer, { ...asked, mediaTypes: ['video'] });
    call('request', { id: 7 }, 'media', answer, { ...asked, mediaTypes: ['video', 'audio'] });
    call('request', { id: 7 }, 'media', answer, asked);
    call('request', { id: 7 }, 'geolocation', answer, asked);
    expect(answers).toEqual([true, false, false, false]);
  });

  test('trusts no certificate that is not pinned and saves no download', () => {
    const verdicts: number[] = [];
    const request = { hostname: '127.0.0.1', certificate: { data: 'nonsense' } };
    call('certificate', request, (verdict: number) => verdicts.push(verdict));
    expect(verdicts).toEqual([-2]);
    expect(call('device')).toBe(false);
    let isStopped = false;
    const preventDefault = (): void => {
      isStopped = true;
    };
    call('will-download', { preventDefault });
    expect(isStopped).toBe(true);
  });
});

describe('the IPC gate', () => {
  const windows = new Map<number, SimulatorWindow>();
  const seen: unknown[] = [];
  const releases: (() => void)[] = [];
  serveWindows(windows, async (window, name, params) => {
    seen.push([window.windowId, name, params]);
    if (name === 'slow') await new Promise<void>((resolve) => releases.push(resolve));
    return { ok: true, result: {} };
  });
  const open = (url: string): electron.FakeWindow => {
    const window = new electron.FakeWindow({ title: 'x' });
    windows.set(window.webContents.id, phone);
    window.webContents.mainFrame.url = url;
    return window;
  };
  const invoke = (window: electron.FakeWindow, ...values: unknown[]) =>
    electron.inPage(window, () => electron.ipcRenderer.invoke(CALL_CHANNEL, ...values));

  test('passes a known window on its own page, and nothing else', async () => {
    const good = open('app://sim/phone/?device=phone-1');
    expect(await invoke(good, 'phone.start', { a: 1 })).toEqual({ ok: true, result: {} });
    expect(seen).toEqual([['phone-1', 'phone.start', { a: 1 }]]);

    const refusal = { ok: false, problem: expect.objectContaining({ code: 'forbidden' }) };
    expect(await invoke(open('https://evil.example/'), 'phone.start', {})).toEqual(refusal);
    expect(await invoke(open('app://sim/pos/'), 'phone.start', {})).toEqual(refusal);
    for (const name of [undefined, 7, {}, ['phone.start']]) {
      expect(await invoke(good, name, {})).toEqual(refusal);
    }
    const stranger = new electron.FakeWindow({ title: 'x' });
    stranger.webContents.mainFrame.url = 'app://sim/phone/';
    expect(await invoke(stranger, 'phone.start', {})).toEqual(refusal);
    good.webContents.mainFrame.parent = { url: 'app://sim/phone/', parent: null };
    expect(await invoke(good, 'phone.start', {})).toEqual(refusal);
    expect(seen).toHaveLength(1);
  });

  test('bounds the calls of one window', async () => {
    const window = open('app://sim/phone/');
    const slow = Array.from({ length: 64 }, () => invoke(window, 'slow', {}));
    expect(await invoke(window, 'phone.start', {})).toMatchObject({ problem: { code: 'limit' } });
    for (const release of releases) release();
    expect(await Promise.all(slow)).toHaveLength(64);
    expect(await invoke(window, 'phone.start', {})).toMatchObject({ ok: true });
  });
});
