import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatRecording } from './protocol-examples/format.ts';
import { recordProtocol } from './protocol-examples/run.ts';

/** Writes docs/protocol-examples.md anew from a real run. */
const folder = mkdtempSync(join(tmpdir(), 'upi-protocol-'));
try {
  const path = join(import.meta.dirname, '../docs/protocol-examples.md');
  writeFileSync(path, formatRecording(await recordProtocol(folder)));
  console.log(`Wrote ${path}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
