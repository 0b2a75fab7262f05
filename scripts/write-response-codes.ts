import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatResponseCodes } from './response-codes/format.ts';

/** Writes docs/response-codes.md anew. */
const path = join(import.meta.dirname, '../docs/response-codes.md');
writeFileSync(path, formatResponseCodes());
console.log(`Wrote ${path}`);
