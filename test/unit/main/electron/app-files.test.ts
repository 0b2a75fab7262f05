import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appFilePath, serveAppFile } from '#main/electron/app-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'app-files-'));
const pages = join(folder, 'pages');
const policy = { connectOrigins: [] };
const get = (url: string) => serveAppFile(pages, { method: 'GET', url }, policy);

beforeAll(() => {
  mkdirSync(join(pages, 'phone'), { recursive: true });
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'phone', 'index.html'), '<!doctype html>phone');
  writeFileSync(join(pages, 'assets', 'zxing.wasm'), 'wasm');
  writeFileSync(join(pages, 'notes.key'), 'secret');
  writeFileSync(join(folder, 'outside.html'), 'secret');
  mkdirSync(join(folder, 'pages-of-others'));
  writeFileSync(join(folder, 'pages-of-others', 'index.html'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('files behind app://', () => {
  test('a window page comes with its policy', async () => {
    const response = await get('app://sim/phone/?device=phone-1');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>phone');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('WebAssembly has the type that streaming compilation needs', async () => {
    const response = await get('app://sim/assets/zxing.wasm');
    expect(response.headers.get('content-type')).toBe('application/wasm');
  });

  test.each([
    'app://sim/../outside.html',
    'app://sim/%2e%2e/outside.html',
    'app://sim/..%2foutside.html',
    'app://sim/phone/..%2f..%2foutside.html',
    'app://sim/..%2fpages-of-others/',
    'app://sim/..%5coutside.html',
    'app://sim/phone/index.html%00.png',
    'app://sim/%E0%A4%A',
    'app://sim/notes.key',
    'app://sim/phone',
    'app://sim/missing.html',
    'app://other/phone/',
    'app://sim.evil/phone/',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is not found', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('There is no such page.');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('nothing can be written', async () => {
    const request = { method: 'POST', url: 'app://sim/phone/' };
    expect((await serveAppFile(pages, request, policy)).status).toBe(405);
  });

  test('a path never leaves the folder', () => {
    expect(appFilePath(pages, 'app://sim/phone/')).toBe(join(pages, 'phone', 'index.html'));
    expect(appFilePath(pages, 'app://sim/..%2foutside.html')).toBeUndefined();
  });
});
