import { X509Certificate } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAuthority } from '#wire/certificates.ts';
import { connectFrames, connectWebSocket } from '#wire/client.ts';
import { makeFolder, makeTestAuthority, startTestServer } from './wire-support.ts';

const DAY_MS = 86_400_000;
let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => folder.remove());

const files = () => ({
  caCertificate: join(folder.path, 'ca.pem'),
  caKey: join(folder.path, 'ca.key'),
});
const leafFile = () => join(folder.path, 'tls.pem');
const authorityAt = (days: number) => openAuthority(files(), () => Date.now() + days * DAY_MS);

describe('the local authority', () => {
  test('is made once; its keys are private; the leaf fits this machine', async () => {
    const first = await authorityAt(0);
    const leaf = await first.certificateIn(leafFile());
    const second = await authorityAt(0);
    expect(second.caPem).toBe(first.caPem);
    expect((await second.certificateIn(leafFile())).certificate).toBe(leaf.certificate);
    expect(statSync(leafFile()).mode & 0o777).toBe(0o600);
    expect(statSync(files().caKey).mode & 0o777).toBe(0o600);

    const certificate = new X509Certificate(leaf.certificate);
    const issuer = new X509Certificate(first.caPem);
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIP('127.0.0.1')).toBeDefined();
    expect(certificate.checkIP('::1')).toBeDefined();
    expect(certificate.checkHost('localhost')).toBeDefined();
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  test.each([
    ['a year and a bit later', 368, false],
    ['fresh', 300, true],
  ])('a leaf is renewed before it ends: %s', async (_name, days, isSame) => {
    const { certificate } = await (await authorityAt(0)).certificateIn(leafFile());
    const later = await (await authorityAt(days)).certificateIn(leafFile());
    expect(later.certificate === certificate).toBe(isSame);
    const { validToDate } = new X509Certificate(later.certificate);
    expect(validToDate.getTime()).toBeGreaterThan(Date.now() + (days + 30) * DAY_MS);
  });

  test('it is itself renewed, and its leaves with it', async () => {
    const { caPem } = await authorityAt(0);
    const later = await authorityAt(9 * 365);
    expect(later.caPem).not.toBe(caPem);
    const { certificate } = await later.certificateIn(leafFile());
    expect(
      new X509Certificate(certificate).verify(new X509Certificate(later.caPem).publicKey),
    ).toBe(true);
  });

  test('another host, a damaged file or another authority make a new leaf', async () => {
    const authority = await authorityAt(0);
    const plain = await authority.certificateIn(leafFile());
    const wide = await authority.certificateIn(leafFile(), ['192.168.1.20', 'desk.example']);
    expect(wide.certificate).not.toBe(plain.certificate);
    expect(new X509Certificate(wide.certificate).checkIP('192.168.1.20')).toBeDefined();
    writeFileSync(leafFile(), 'damaged');
    expect((await authority.certificateIn(leafFile())).certificate).toContain('BEGIN CERTIFICATE');
    writeFileSync(files().caCertificate, 'damaged');
    const other = await authorityAt(0);
    const { certificate } = await other.certificateIn(leafFile());
    expect(
      new X509Certificate(certificate).verify(new X509Certificate(other.caPem).publicKey),
    ).toBe(true);
  });
});

describe('clients trust the pinned authority alone', () => {
  test('another authority, another protocol and nobody are clear refusals', async () => {
    const server = await startTestServer(await makeTestAuthority(folder.path), () => ({}));
    const strangers = await makeFolder();
    const { caPem } = await makeTestAuthority(strangers.path);
    const { port } = server.listener;
    await expect(connectFrames({ host: '127.0.0.1', port, caPem })).rejects.toThrow(
      'not from the expected authority',
    );
    await expect(connectWebSocket({ url: `wss://127.0.0.1:${port}`, caPem })).rejects.toThrow(
      'not from the expected authority',
    );
    await server.listener.close();
    await expect(connectFrames({ host: '127.0.0.1', port, caPem })).rejects.toThrow(
      'nothing is listening there',
    );
    await strangers.remove();
  });

  test('nothing below TLS 1.3 gets in', async () => {
    const authority = await makeTestAuthority(folder.path);
    const server = await startTestServer(authority, () => ({}));
    const { port } = server.listener;
    const code = await new Promise((resolve) => {
      const socket = connect({
        host: '127.0.0.1',
        port,
        ca: authority.caPem,
        maxVersion: 'TLSv1.2',
      });
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.once('secureConnect', () => resolve('connected'));
    });
    expect(code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    await server.listener.close();
  });
});
