import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from '../apt-install.ts';

const DEBIAN_FOLDER = '/usr/lib/postgresql';

function installedIn(folder: string): string | undefined {
  return existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))
    ? folder
    : undefined;
}

function onPath(): string | undefined {
  const found = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  return found.status === 0 ? installedIn(found.stdout.trim()) : undefined;
}

/** Folder of initdb and postgres: POSTGRES_BIN, Debian's newest, or pg_config's. */
export function findPostgres(): string | undefined {
  const named = process.env.POSTGRES_BIN;
  if (named) return installedIn(named);
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const newestFirst = versions.toSorted((left, right) => Number(right) - Number(left));
  for (const version of newestFirst) {
    const folder = installedIn(join(DEBIAN_FOLDER, version, 'bin'));
    if (folder) return folder;
  }
  return onPath();
}

/** Installs Debian's when root and missing. undefined, and one loud line, when there is none. */
export function wantPostgres(): string | undefined {
  const found = findPostgres() ?? (aptInstall(['postgresql']) ? findPostgres() : undefined);
  if (!found) {
    process.stderr.write(
      'SKIPPED: every PostgreSQL test. No server was found and none can be installed. Install one (Debian: apt-get install postgresql) or set POSTGRES_BIN to the folder of its programs.\n',
    );
  }
  return found;
}
