import { DatabaseSync } from 'node:sqlite';

/** What somebody with the file can do: drops the triggers first, then whatever is asked. */
export function alterDatabase(path: string, sql: string): void {
  const database = new DatabaseSync(path, { defensive: false });
  const triggers = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all()
    .map(({ name }) => `DROP TRIGGER ${name};`);
  database.exec(`PRAGMA foreign_keys = OFF; ${triggers.join('')} ${sql}`);
  database.close();
}
