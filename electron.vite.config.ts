import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const source = resolve(import.meta.dirname, 'src');

/**
 * One entry per process and per window. Workers are entries of their own so that the desktop host
 * finds them beside electron.js.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          electron: resolve(source, 'main/electron.ts'),
          'bank-worker': resolve(source, 'bank/bank-worker.ts'),
          'verify-worker': resolve(source, 'bank/server/verify-worker.ts'),
          'lab-worker': resolve(source, 'attacks/lab-worker.ts'),
          'terminal-worker': resolve(source, 'terminal/terminal-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload must be one CommonJS file without imports.
      isolatedEntries: true,
      externalizeDeps: false,
      rollupOptions: {
        input: {
          'control-room': resolve(source, 'preload/control-room.ts'),
          phone: resolve(source, 'preload/phone.ts'),
          pos: resolve(source, 'preload/pos.ts'),
          stress: resolve(source, 'renderer/stress/stress-window.ts'),
        },
        // Only the stress window's preload, the one with Node, has such imports.
        external: ['hdr-histogram-js'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(source, 'renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(import.meta.dirname, 'out/renderer'),
      emptyOutDir: true,
      // Inlined assets would be `data:` URLs, which the windows' policy forbids.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: {
          'control-room': resolve(source, 'renderer/control-room/index.html'),
          phone: resolve(source, 'renderer/phone/index.html'),
          pos: resolve(source, 'renderer/pos/index.html'),
          stress: resolve(source, 'renderer/stress/index.html'),
        },
      },
    },
    worker: { format: 'es' },
  },
});
