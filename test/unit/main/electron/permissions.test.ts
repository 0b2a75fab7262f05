import { describe, expect, test } from 'vitest';
import { isPermitted, type PermissionQuestion } from '#main/electron/permissions.ts';

const camera: PermissionQuestion = {
  permission: 'media',
  role: 'phone',
  url: 'app://sim/phone/?device=phone-1',
  isMainFrame: true,
  mediaTypes: ['video'],
};
const posUrl = 'app://sim/pos/?device=pos-1';

describe('permissions', () => {
  test.each<[string, PermissionQuestion]>([
    ['the camera for a phone', camera],
    [
      'copying on a POS',
      { ...camera, permission: 'clipboard-sanitized-write', role: 'pos', url: posUrl },
    ],
    ['the loopback network for a phone', { ...camera, permission: 'loopback-network' }],
    [
      'the local network for a POS',
      { ...camera, permission: 'local-network-access', role: 'pos', url: posUrl },
    ],
  ])('allows %s', (_name, question) => {
    expect(isPermitted(question)).toBe(true);
  });

  test.each<[string, PermissionQuestion]>([
    ['the microphone', { ...camera, mediaTypes: ['audio'] }],
    ['camera with microphone', { ...camera, mediaTypes: ['video', 'audio'] }],
    ['media of no named type', { ...camera, mediaTypes: [] }],
    ['media of an unknown type', { ...camera, mediaTypes: ['unknown'] }],
    ['the camera for a POS', { ...camera, role: 'pos', url: posUrl }],
    [
      'the camera for the control room',
      { ...camera, role: 'control-room', url: 'app://sim/control-room/' },
    ],
    ['a window nobody knows', { ...camera, role: undefined }],
    ["a phone on another role's page", { ...camera, url: posUrl }],
    ['a frame inside the phone', { ...camera, isMainFrame: false }],
    ['a foreign page', { ...camera, url: 'https://evil.example/phone/' }],
    ['a page that begins like ours', { ...camera, url: 'app://sim.evil/phone/' }],
    ['no page at all', { ...camera, url: undefined }],
    [
      'the network for the control room',
      {
        ...camera,
        permission: 'loopback-network',
        role: 'control-room',
        url: 'app://sim/control-room/',
      },
    ],
    ...[
      'display-capture',
      'geolocation',
      'notifications',
      'midi',
      'midiSysex',
      'usb',
      'serial',
      'hid',
      'clipboard-read',
      'fileSystem',
      'openExternal',
      'fullscreen',
      'pointerLock',
      'idle-detection',
      'window-management',
      'storage-access',
      'mediaKeySystem',
      'unknown',
      '__proto__',
      'constructor',
      '',
    ].map((permission): [string, PermissionQuestion] => [permission, { ...camera, permission }]),
  ])('denies %s', (_name, question) => {
    expect(isPermitted(question)).toBe(false);
  });
});
