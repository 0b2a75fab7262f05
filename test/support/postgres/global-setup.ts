import { wantPostgres } from './programs.ts';
import { claimFolder, removeServers } from './shared-server.ts';

/**
 * Vitest's, once a run, before any test: installs a database server where there is none and that can
 * be done, says where one may be made, and removes it at the end.
 */
export function setup(): () => Promise<void> {
  wantPostgres();
  const folder = claimFolder();
  return () => removeServers(folder);
}
