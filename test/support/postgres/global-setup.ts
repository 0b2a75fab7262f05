import { claimFolder, removeServers } from './shared-server.ts';

/** Vitest's, once a run: says where a database server may be made, and removes it at the end. */
export function setup(): () => Promise<void> {
  const folder = claimFolder();
  return () => removeServers(folder);
}
