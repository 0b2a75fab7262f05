import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeVectors } from './make-vectors.ts';

/**
 * Writes the frozen vectors. Run once per format version, never to make a red test green:
 * node test/support/bank/write-vectors.ts
 */
for (const [name, vector] of Object.entries(await makeVectors())) {
  writeFileSync(
    join(import.meta.dirname, '../../vectors', `${name}.json`),
    `${JSON.stringify(vector, null, 2)}\n`,
  );
}
