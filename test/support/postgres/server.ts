import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Who the server runs as: it refuses root. */
interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function numberOf(words: readonly string[]): number {
  const told = spawnSync('id', [...words, 'postgres'], { encoding: 'utf8' });
  if (told.status !== 0) throw new Error('there is no user "postgres" to run the server as');
  return Number(told.stdout.trim());
}

const ownerOf = (): Owner | undefined =>
  process.getuid?.() === 0 ? { uid: numberOf(['-u']), gid: numberOf(['-g']) } : undefined;

/** Kept in the server's folder, for whoever else uses it. */
export interface ServerFacts {
  readonly bin: string;
  readonly folder: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export type ServerPlace = Pick<ServerFacts, 'bin' | 'folder'>;

const FACTS = 'facts.json';
const PASSWORD = 'correct-horse-7';

export const readFacts = (folder: string): ServerFacts =>
  JSON.parse(readFileSync(join(folder, FACTS), 'utf8'));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** @returns what it complained of; undefined when it did what it should */
async function run(
  bin: string,
  program: string,
  words: readonly string[],
): Promise<string | undefined> {
  const child = spawn(join(bin, program), words, {
    ...ownerOf(),
    cwd: '/',
    // The server that pg_ctl starts would keep pipes open.
    stdio: ['ignore', 'ignore', program === 'pg_ctl' ? 'ignore' : 'pipe'],
    timeout: 60_000,
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const [code] = await once(child, 'exit');
  return code === 0 ? undefined : complaint;
}

const controlWords = (folder: string): string[] => ['-D', join(folder, 'data'), '-w', '-s'];

/** A lost server's answers must come from its files, so durability is left on. */
const settings = (folder: string, port: number): string => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = '${folder}'
max_connections = 60
shared_buffers = 64MB
log_destination = stderr
logging_collector = off
`;

/** @throws Error with what the server said */
export async function startServer({ bin, folder }: ServerPlace): Promise<void> {
  const log = join(folder, 'server.log');
  const complaint = await run(bin, 'pg_ctl', [...controlWords(folder), '-l', log, 'start']);
  if (complaint === undefined) return;
  throw new Error(`the database server did not start: ${readFileSync(log, 'utf8').slice(-2_000)}`);
}

/** `immediate` is a crash: no checkpoint, recovery at the next start. */
export async function stopServer(
  { bin, folder }: ServerPlace,
  mode: 'fast' | 'immediate' = 'fast',
): Promise<void> {
  await run(bin, 'pg_ctl', [...controlWords(folder), '-m', mode, 'stop']);
}

/** A new cluster in this folder, started, with a password for its owner. */
export async function createServerIn(folder: string, bin: string): Promise<ServerFacts> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = ownerOf();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  if (owner) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const complaint = await run(bin, 'initdb', [
    ...['-D', join(folder, 'data'), '-U', 'owner', '-E', 'UTF8', '--locale=C.UTF-8'],
    ...['-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-k', '-N'],
  ]);
  if (complaint !== undefined) throw new Error(`initdb failed: ${complaint}`);
  const port = await freePort();
  writeFileSync(join(folder, 'data/postgresql.conf'), settings(folder, port), { flag: 'a' });
  const facts = { bin, folder, port, user: 'owner', password: PASSWORD };
  await startServer(facts);
  writeFileSync(join(folder, FACTS), JSON.stringify(facts));
  return facts;
}

/** As a power cut would: every process of the server is gone at once; then it recovers. */
export async function crashServer(place: ServerPlace): Promise<void> {
  await stopServer(place, 'immediate');
  await startServer(place);
}

export async function removeServer(place: ServerPlace): Promise<void> {
  await stopServer(place, 'immediate');
  rmSync(place.folder, { recursive: true, force: true });
}
