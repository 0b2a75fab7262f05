import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';

/**
 * Keeps the sources' stripped and compiled form between starts, beside the other caches of
 * node_modules. Threads read the variable when they begin.
 */
const folder = resolve(import.meta.dirname, '../../../node_modules/.cache/upi-simulator');
process.env.NODE_COMPILE_CACHE ??= folder;
enableCompileCache(folder);
