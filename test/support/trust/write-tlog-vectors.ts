import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTlogExport } from './tlog-export.ts';

/**
 * Writes a ledger with its proofs for where Go is not installed; golang.org/x/mod accepted it.
 * node test/support/trust/write-tlog-vectors.ts
 */
const path = join(import.meta.dirname, '../../vectors/tlog-v1.json');
writeFileSync(path, `${JSON.stringify(await makeTlogExport(6), null, 1)}\n`);
