import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPinnedCertificate } from '#main/electron/certificate-pinning.ts';
import { type Authority, openAuthority } from '#wire/certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'pinning-'));
const nowMs = Date.now();
const DAY_MS = 86_400_000;

const authority = (name: string): Promise<Authority> =>
  openAuthority(
    { caCertificate: join(folder, `${name}.pem`), caKey: join(folder, `${name}.key`) },
    () => nowMs,
  );

let ours: Authority;
let theirs: Authority;
let leaf: string;
let foreignLeaf: string;

beforeAll(async () => {
  [ours, theirs] = [await authority('ours'), await authority('theirs')];
  leaf = (await ours.certificateIn(join(folder, 'leaf.pem'))).certificate;
  foreignLeaf = (await theirs.certificateIn(join(folder, 'foreign.pem'))).certificate;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('certificate pinning', () => {
  const pinned = () => [{ hostname: '127.0.0.1', caPems: [ours.caPem] }];
  const check = (hostname: string, data: string, atMs = nowMs) =>
    isPinnedCertificate({ hostname, data }, pinned(), atMs);

  test('our certificate on the pinned host', () => {
    expect(check('127.0.0.1', leaf)).toBe(true);
  });

  test("another authority's certificate", () => {
    expect(check('127.0.0.1', foreignLeaf)).toBe(false);
  });

  test('both authorities, when both are pinned for the host', () => {
    const both = [{ hostname: '127.0.0.1', caPems: [theirs.caPem, ours.caPem] }];
    for (const data of [leaf, foreignLeaf]) {
      expect(isPinnedCertificate({ hostname: '127.0.0.1', data }, both, nowMs)).toBe(true);
    }
  });

  test.each(['localhost', 'evil.example', '127.0.0.2', '', '127.0.0.1.evil.example'])(
    'our certificate on %s, which is not pinned',
    (hostname) => {
      expect(check(hostname, leaf)).toBe(false);
    },
  );

  test('a certificate for other names on a pinned host', () => {
    const wide = [{ hostname: 'bank.example', caPems: [ours.caPem] }];
    expect(isPinnedCertificate({ hostname: 'bank.example', data: leaf }, wide, nowMs)).toBe(false);
  });

  test.each([-DAY_MS * 30, DAY_MS * 400])('out of its time by %d ms', (offsetMs) => {
    expect(check('127.0.0.1', leaf, nowMs + offsetMs)).toBe(false);
  });

  test('a leaf pinned as if it were an authority', () => {
    const wrong = [{ hostname: '127.0.0.1', caPems: [leaf] }];
    expect(isPinnedCertificate({ hostname: '127.0.0.1', data: leaf }, wrong, nowMs)).toBe(false);
  });

  test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'no certificate: %j',
    (data) => {
      expect(check('127.0.0.1', data)).toBe(false);
    },
  );
});
