import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';

/** The packager's own word on electron-builder.json; its program for a platform is not needed. */
const root = resolve(import.meta.dirname, '../../..');
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const config = read('electron-builder.json');
const manifest = read('package.json');

type Validate = (config: unknown, log: { isEnabled: boolean; add(): void }) => Promise<void>;
const { validateConfiguration } = createRequire(import.meta.url)(
  'app-builder-lib/out/util/config/config',
) as { validateConfiguration: Validate };
const log = { isEnabled: false, add: () => undefined };

describe('electron-builder.json', () => {
  test('is valid by the schema of the electron-builder that is installed', async () => {
    const { $schema: _editorsOnly, ...checked } = config;
    await expect(validateConfiguration(checked, log)).resolves.toBeUndefined();
    await expect(validateConfiguration({ ...checked, colour: 'red' }, log)).rejects.toThrow(
      /colour/,
    );
  });

  test('names files that are there', () => {
    const named = [config.icon, config.mac.entitlements, config.mac.entitlementsInherit];
    const plain = config.files.filter((pattern: string) => !/[*!]/.test(pattern));
    for (const file of [...named, ...plain, config.directories.buildResources]) {
      expect(existsSync(join(root, file)), file).toBe(true);
    }
    expect(config.files).toContain('out/**');
    expect(manifest.main).toMatch(/^out\//);
  });

  test('leaves out only what the pages bring bundled', () => {
    const [, inside = ''] = /\{(.*)\}/.exec(config.files.at(-1)) ?? [];
    const external = inside.split(',');
    const programs = ['src/main', 'src/bank', 'src/wire', 'src/terminal', 'src/stress'];
    for (const name of external) expect(name).not.toMatch(/^(?:pg|ws|zod|sodium-native)$/);
    expect(programs.every((folder) => existsSync(join(root, folder)))).toBe(true);
  });

  test('one installer for each system, an icon that macOS takes, and a reason for the camera', () => {
    expect(config.linux.target).toEqual(['AppImage']);
    expect(config.win.target).toEqual(['nsis']);
    expect(config.mac.target).toEqual(['dmg']);
    const { width, height } = PNG.sync.read(readFileSync(join(root, config.icon)));
    expect([width, height]).toEqual([1_024, 1_024]);
    expect(config.mac.extendInfo.NSCameraUsageDescription).toMatch(/camera/);
    expect(readFileSync(join(root, config.mac.entitlements), 'utf8')).toContain('device.camera');
  });

  test('the fuses shut what the program does not use', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
    });
  });
});
